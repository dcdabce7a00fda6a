#pragma once

#include "app/cli/terminalfilter.h"

#include <QJsonObject>
#include <QString>

namespace burin {

/// Where results and messages go. What came from outside is cleaned of terminal escapes when a terminal reads it.
class Console {
public:
    Console();

    /// Results may steer the terminal (--raw).
    void allowControls() { m_cleansOutput = false; }

    /// A piece of a result to stdout, at once. False when nobody reads it any more.
    bool write(const QString &text);
    bool writeLine(const QString &line) { return write(line + u'\n'); }
    /// One JSON document to stdout, on one line.
    bool writeJson(const QJsonObject &document);
    /// A line to stderr, always cleaned.
    void note(const QString &message);

private:
    TerminalFilter m_filter;
    bool m_cleansOutput;
};

} // namespace burin
