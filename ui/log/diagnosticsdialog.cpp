#include "ui/log/diagnosticsdialog.h"

#include "ui/common/labels.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QDialog>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace burin {

void showDiagnosticsDialog(const QString &text, QWidget *parent)
{
    auto *dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("diagnosticsDialog"));
    dialog->setWindowTitle(QDialog::tr("Diagnostics"));
    QLabel *hint = plainLabel(LabelStyle::Muted,
                              QDialog::tr("No prompts, no answers, no keys. Read it before you pass it on."), dialog);
    hint->setWordWrap(true);
    auto *view = new QPlainTextEdit(text, dialog);
    view->setReadOnly(true);
    view->setAccessibleName(QDialog::tr("Diagnostics"));
    view->setFont(theme().monoFont());
    view->setLineWrapMode(QPlainTextEdit::NoWrap);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    QPushButton *copy = buttons->addButton(QDialog::tr("Copy"), QDialogButtonBox::ActionRole);
    copy->setDefault(true);
    QObject::connect(copy, &QPushButton::clicked, dialog, [text, dialog] {
        QGuiApplication::clipboard()->setText(text);
        dialog->accept();
    });
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    auto *layout = new QVBoxLayout(dialog);
    layout->addWidget(hint);
    layout->addWidget(view, 1);
    layout->addWidget(buttons);
    dialog->resize(theme().space(200), theme().space(140));
    dialog->open();
    copy->setFocus();
}

} // namespace burin
