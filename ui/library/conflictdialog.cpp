#include "ui/library/conflictdialog.h"

#include "ui/common/diffview.h"
#include "ui/common/labels.h"
#include "ui/library/librarytexts.h"
#include "ui/theme/theme.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollBar>
#include <QVBoxLayout>

namespace burin {

ConflictDialog::ConflictDialog(const FileConflict &conflict, QWidget *parent) : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("conflictDialog"));
    const QString name = oneLine(folderName(conflict.path));
    setWindowTitle(tr("Two texts for %1").arg(name));
    QLabel *hint =
        plainLabel(LabelStyle::Body,
                   conflict.isGone ? tr("%1 was removed from the disk while you were writing on it.").arg(name)
                                   : tr("%1 was changed on disk while you were writing on it.").arg(name),
                   this);
    hint->setWordWrap(true);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(hint);
    layout->addWidget(makeTexts(conflict), 1);
    layout->addWidget(makeButtons(conflict));
    resize(theme().space(260), theme().space(150));
}

QWidget *ConflictDialog::makeTexts(const FileConflict &conflict)
{
    auto *texts = new QWidget(this);
    auto *row = new QHBoxLayout(texts);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme().space(2));
    const auto add = [&](const QString &title, const char *name, DiffSpan::Kind leftOut) {
        auto *side = new QVBoxLayout;
        auto *view = new DiffView(texts);
        view->setObjectName(QLatin1StringView(name));
        view->setAccessibleName(title);
        view->setFont(theme().monoFont());
        view->showSpans(without(conflict.diff, leftOut), DiffView::Removed::Marked);
        side->addWidget(plainLabel(LabelStyle::SmallMuted, title, texts));
        side->addWidget(view, 1);
        row->addLayout(side, 1);
        return view;
    };
    DiffView *theirs = add(conflict.isGone ? tr("The file: gone") : tr("The file"), "theirs", DiffSpan::Kind::Added);
    DiffView *mine = add(tr("Yours, as it would be written"), "mine", DiffSpan::Kind::Removed);
    for (const auto &[from, to] : {std::pair{theirs, mine}, std::pair{mine, theirs}})
        connect(from->verticalScrollBar(), &QScrollBar::valueChanged, to->verticalScrollBar(), &QScrollBar::setValue);
    return texts;
}

QWidget *ConflictDialog::makeButtons(const FileConflict &conflict)
{
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    const auto add = [this, buttons](const QString &text, const QString &hint, void (ConflictDialog::*chosen)()) {
        QPushButton *button = buttons->addButton(text, QDialogButtonBox::ActionRole);
        button->setToolTip(hint);
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, [this, chosen] {
            (this->*chosen)();
            accept();
        });
    };
    add(tr("Keep mine"), tr("Write yours over the file"), &ConflictDialog::keepMineRequested);
    if (!conflict.isGone)
        add(tr("Take the file's"), tr("Yours goes; it can be taken back"), &ConflictDialog::takeTheirsRequested);
    add(tr("Save as new"), tr("Write yours into a new file beside it"), &ConflictDialog::saveAsNewRequested);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    return buttons;
}

} // namespace burin
