#include "ui/blockingpage.h"

#include "ui/common/announce.h"
#include "ui/common/erroractions.h"
#include "ui/common/flowlayout.h"
#include "ui/common/format.h"
#include "ui/common/labels.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QFileDialog>
#include <QGridLayout>
#include <QLocale>
#include <QPushButton>

namespace burin {

namespace {

constexpr size_t ListedRuns = 5;

QLabel *paragraph(LabelStyle style, QWidget *parent)
{
    QLabel *label = plainLabel(style, {}, parent);
    label->setWordWrap(true);
    label->setMinimumWidth(1);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

QString heldText(const std::vector<RunRecord> &held)
{
    if (held.empty()) return {};
    QStringList lines{BlockingPage::tr("%n run(s) ended and are held in memory until they can be stored:", nullptr,
                                       int(held.size()))};
    for (size_t i = 0; i < std::min(held.size(), ListedRuns); ++i) {
        const QString title = oneLine(held[i].draft.title);
        //: A run that is not stored yet. %1 is the prompt's title, %n the length of its answer.
        lines += BlockingPage::tr("%1: an answer of %n character(s)", nullptr, int(held[i].text.size()))
                     .arg(title.isEmpty() ? BlockingPage::tr("Untitled prompt") : title.left(80));
    }
    if (held.size() > ListedRuns) lines += BlockingPage::tr("and %n more", nullptr, int(held.size() - ListedRuns));
    return lines.join(u'\n');
}

BlockingPage::BlockingPage(QWidget *parent)
    : QWidget(parent),
      m_icon(new QLabel(this)),
      m_message(paragraph(LabelStyle::Title, this)),
      m_advice(paragraph(LabelStyle::Body, this)),
      m_heldText(paragraph(LabelStyle::Body, this)),
      m_details(paragraph(LabelStyle::SmallMuted, this))
{
    setAccessibleName(tr("Nothing can be stored"));
    m_message->setObjectName(QStringLiteral("blockedMessage"));
    m_heldText->setObjectName(QStringLiteral("blockedHeld"));
    auto *nothing = paragraph(LabelStyle::Muted, this);
    nothing->setText(tr("Nothing is sent while this lasts, so nothing can be paid for and lost."));
    auto *content = new QWidget(this);
    content->setMaximumWidth(theme().space(150));
    auto *grid = new QGridLayout(content);
    grid->setHorizontalSpacing(theme().space(3));
    grid->setVerticalSpacing(theme().space(3));
    grid->setColumnStretch(1, 1);
    grid->addWidget(m_icon, 0, 0, Qt::AlignTop);
    int row = 0;
    for (QWidget *part :
         std::initializer_list<QWidget *>{m_message, m_advice, nothing, m_heldText, makeButtons(), m_details})
        grid->addWidget(part, row++, 1);
    auto *layout = new QGridLayout(this);
    layout->addWidget(content, 1, 1);
    layout->setColumnStretch(1, 1);
    layout->setRowStretch(0, 2);
    layout->setRowStretch(2, 3);
    layout->setColumnStretch(0, 0);
    layout->setContentsMargins(theme().space(6), theme().space(4), theme().space(6), theme().space(4));
    connect(&theme(), &Theme::changed, this, &BlockingPage::paintIcon);
    setFocusProxy(m_again);
}

QWidget *BlockingPage::makeButtons()
{
    auto *row = m_buttons = new QWidget(this);
    auto *layout = new FlowLayout(row);
    layout->setSpacing(theme().space(2));
    const auto add = [row, layout](const QString &text) {
        auto *button = new QPushButton(text, row);
        button->setAccessibleName(text);
        layout->addWidget(button);
        return button;
    };
    m_again = add(tr("Try again"));
    m_again->setProperty("primary", true);
    m_salvage = add(tr("Recover what can be read"));
    m_salvage->setObjectName(QStringLiteral("salvage"));
    m_salvage->setToolTip(
        tr("Makes a new history of all that can be read. The damaged file stays beside it, unchanged."));
    connect(m_salvage, &QPushButton::clicked, this, &BlockingPage::salvageRequested);
    m_save = add(tr("Save a copy of the answer…"));
    connect(m_again, &QPushButton::clicked, this, &BlockingPage::tryAgainRequested);
    connect(m_save, &QPushButton::clicked, this, &BlockingPage::askForFile);
    connect(add(tr("Choose another data folder…")), &QPushButton::clicked, this, &BlockingPage::askForFolder);
    m_quit = add(tr("Quit"));
    connect(m_quit, &QPushButton::clicked, this, &BlockingPage::quitRequested);
    QPushButton *copy = add(tr("Copy details"));
    copy->setProperty("flat", true);
    connect(copy, &QPushButton::clicked, this, [this] { copyDetails(m_error); });
    return row;
}

void BlockingPage::setBlockage(const Blockage &blockage)
{
    const bool news = m_error != blockage.error || !isVisible();
    m_error = blockage.error;
    m_message->setText(visibleText(m_error.message()));
    m_advice->setText(m_error.advice());
    if (m_held != blockage.held) m_saved = m_warned = false;
    m_held = blockage.held;
    if (!m_saved) m_heldText->setText(heldText(m_held));
    m_heldText->setVisible(!m_held.empty());
    m_save->setVisible(!blockage.held.empty());
    m_salvage->setVisible(m_error.code == ErrorCode::Corrupt);
    m_details->setText(visibleLines(m_error.detail.trimmed(), 400));
    if (!m_warned) m_quit->setText(tr("Quit"));
    m_quit->setAccessibleName(m_quit->text());
    paintIcon();
    if (news) announce(this, m_message->text() + u' ' + m_advice->text());
}

void BlockingPage::showSalvaging()
{
    m_buttons->setEnabled(false);
    m_advice->setText(tr("What can be read is put into a new history. For a large one this takes some minutes."));
    announce(m_advice, m_advice->text());
}

void BlockingPage::showSalvaged(const std::optional<Error> &problem)
{
    m_buttons->setEnabled(true);
    if (!problem) return;
    m_advice->setText(tr("It could not be recovered. %1").arg(visibleText(problem->advice())));
    announce(m_advice, m_advice->text());
}

void BlockingPage::showSaved(const QString &file)
{
    m_saved = true;
    m_heldText->setText(tr("A copy was written to %1.").arg(visibleText(file)));
    announce(m_heldText, m_heldText->text());
}

bool BlockingPage::confirmQuit()
{
    if (mayQuit() || m_warned) return true;
    m_warned = true;
    m_quit->setText(tr("Quit and lose %n answer(s)", nullptr, int(m_held.size())));
    m_quit->setAccessibleName(m_quit->text());
    announce(m_quit, m_quit->text());
    return false;
}

void BlockingPage::askForFile()
{
    auto *dialog = new QFileDialog(this, tr("Save a copy of the answer"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("txt"));
    dialog->selectFile(QStringLiteral("burin-answer.txt"));
    connect(dialog, &QFileDialog::fileSelected, this, &BlockingPage::saveCopyRequested);
    dialog->open();
}

void BlockingPage::askForFolder()
{
    auto *dialog = new QFileDialog(this, tr("Choose another data folder"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, &BlockingPage::folderChosen);
    dialog->open();
}

void BlockingPage::paintIcon()
{
    const int side = theme().space(6);
    m_icon->setPixmap(
        icon(QStringLiteral("circle-alert"), theme().colors().error).pixmap(QSize(side, side), devicePixelRatioF()));
}

} // namespace burin
