#pragma once

#include "core/domain/streamevent.h"

#include <QString>

namespace burin {

/// Notices a model that is caught in a loop: more than a hundred identical pieces of text in a row.
class RepetitionWatch {
public:
    static constexpr int Tolerated = 100;

    /// Whether, with @p event, the model repeats itself. Spaces, lines and single characters may repeat: tables and
    /// rulers are made of them.
    bool note(const StreamEvent &event);

private:
    QString m_last;
    int m_times = 0;
};

} // namespace burin
