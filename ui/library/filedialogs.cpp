#include "ui/library/filedialogs.h"

#include "ui/common/labels.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace burin {

namespace {

struct FileDialogs {
    Q_DECLARE_TR_FUNCTIONS(FileDialogs)
};

QFileDialog *makeFileDialog(QWidget *parent, const QString &title, QFileDialog::FileMode mode)
{
    auto *dialog = new QFileDialog(parent, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(mode);
    return dialog;
}

} // namespace

void askForFolder(QWidget *parent, const std::function<void(const QString &)> &use)
{
    QFileDialog *dialog =
        makeFileDialog(parent, FileDialogs::tr("Open a folder of prompt files"), QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, use);
    dialog->open();
}

void askForFiles(QWidget *parent, const std::function<void(const QStringList &)> &use)
{
    QFileDialog *dialog = makeFileDialog(parent, FileDialogs::tr("Import prompts"), QFileDialog::ExistingFiles);
    dialog->setNameFilters(
        {FileDialogs::tr("Prompt files (*.yml *.yaml *.prompt *.prompty *.json)"), FileDialogs::tr("All files (*)")});
    QObject::connect(dialog, &QFileDialog::filesSelected, parent, use);
    dialog->open();
}

void askForNewFile(QWidget *parent, const QString &folder, const std::function<void(const QString &)> &use)
{
    QFileDialog *dialog = makeFileDialog(parent, FileDialogs::tr("New prompt file"), QFileDialog::AnyFile);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(FileDialogs::tr("Prompt files (*.prompt.yml)"));
    dialog->setDefaultSuffix(QStringLiteral("prompt.yml"));
    dialog->setDirectory(folder);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, use);
    dialog->open();
}

void askForExport(QWidget *parent, const QString &title, const std::vector<std::pair<QString, QString>> &formats,
                  const std::function<void(const QString &, const QString &)> &use)
{
    QFileDialog *dialog = makeFileDialog(parent, FileDialogs::tr("Export the prompt"), QFileDialog::AnyFile);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    QStringList filters;
    for (const auto &[id, filter] : formats)
        filters += filter;
    dialog->setNameFilters(filters);
    const auto setSuffix = [dialog](const QString &filter) {
        dialog->setDefaultSuffix(filter.section(QLatin1StringView("*."), 1, 1).section(u' ', 0, 0).remove(u')'));
    };
    setSuffix(filters.value(0));
    QObject::connect(dialog, &QFileDialog::filterSelected, dialog, setSuffix);
    dialog->selectFile(QString(title).replace(u'/', u'-'));
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, [dialog, formats, use](const QString &path) {
        const auto chosen =
            std::ranges::find(formats, dialog->selectedNameFilter(), &std::pair<QString, QString>::second);
        use(path, chosen == formats.end() ? QString() : chosen->first);
    });
    dialog->open();
}

void showSentences(QWidget *parent, const QString &title, const QStringList &sentences)
{
    auto *dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("sentences"));
    dialog->setWindowTitle(title);
    auto *view = new QPlainTextEdit(sentences.join(u'\n'), dialog);
    view->setReadOnly(true);
    view->setAccessibleName(title);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    auto *layout = new QVBoxLayout(dialog);
    layout->addWidget(plainLabel(LabelStyle::Body, title, dialog));
    layout->addWidget(view, 1);
    layout->addWidget(buttons);
    dialog->resize(theme().space(180), theme().space(90));
    dialog->open();
}

} // namespace burin
