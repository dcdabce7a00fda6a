#pragma once

#include <QString>
#include <QWidget>

#include <functional>
#include <vector>

namespace burin {

/// A format that runs can be written in.
struct ExportChoice {
    QString id;   ///< Also the file's suffix.
    QString name; ///< In the user's language.
};

/// Asks for a file's name and its format at the same time, without blocking: @p use(format's id, path) follows when
/// the user accepts. @p name is the suggested one, without its suffix.
void askForExport(QWidget *parent, const std::vector<ExportChoice> &choices, const QString &name,
                  std::function<void(const QString &format, const QString &path)> use);

} // namespace burin
