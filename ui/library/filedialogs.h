#pragma once

#include <QString>
#include <QStringList>

#include <functional>
#include <utility>
#include <vector>

class QWidget;

namespace burin {

// The dialogs about files of prompts. None blocks; each calls back once, unless it is left.

void askForFolder(QWidget *parent, const std::function<void(const QString &path)> &use);
void askForFiles(QWidget *parent, const std::function<void(const QStringList &paths)> &use);
/// A name for a new prompt file in @p folder.
void askForNewFile(QWidget *parent, const QString &folder, const std::function<void(const QString &path)> &use);
/// @p formats: id and filter of each; the id of the chosen one is handed on.
void askForExport(QWidget *parent, const QString &title, const std::vector<std::pair<QString, QString>> &formats,
                  const std::function<void(const QString &path, const QString &formatId)> &use);
/// Sentences, one a line, such as what an import could not take over.
void showSentences(QWidget *parent, const QString &title, const QStringList &sentences);

} // namespace burin
