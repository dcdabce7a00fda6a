#include "ui/history/runhead.h"

#include "ui/common/endnote.h"
#include "ui/common/flowlayout.h"
#include "ui/common/format.h"
#include "ui/common/labels.h"
#include "ui/history/errornote.h"
#include "ui/history/marksbar.h"
#include "ui/history/rundetail.h"
#include "ui/history/runfacts.h"
#include "ui/history/runtext.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/workbench/modelpicker.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace burin {

RunHead::RunHead(QWidget *parent)
    : QWidget(parent),
      m_back(new QToolButton(this)),
      m_icon(new QLabel(this)),
      m_title(plainLabel(LabelStyle::Title, {}, this)),
      m_subtitle(plainLabel(LabelStyle::Muted, {}, this)),
      m_figures(plainLabel(LabelStyle::Body, {}, this)),
      m_open(new QPushButton(tr("Open in Workbench"), this)),
      m_continue(new QPushButton(actionText(ErrorAction::Continue), this)),
      m_again(new QPushButton(actionText(ErrorAction::RunAgain), this)),
      m_picker(new ModelPicker(this)),
      m_compare(new QToolButton(this)),
      m_copy(new QToolButton(this)),
      m_alone(new QToolButton(this)),
      m_marks(new MarksBar(this)),
      m_error(new ErrorNote(this))
{
    build();
    connectParts();
    setExtent(Extent::Part);
}

QWidget *RunHead::makeTexts()
{
    m_back->setText(tr("Back"));
    m_back->setIcon(icon(QStringLiteral("undo-2")));
    m_back->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_back->setAccessibleName(tr("Back to the list"));
    m_back->setToolTip(tr("Esc"));
    for (QLabel *label : {m_title, m_subtitle, m_figures}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setMinimumWidth(1);
    }
    auto *texts = new QWidget(this);
    auto *grid = new QGridLayout(texts);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(theme().space(2));
    grid->setVerticalSpacing(theme().space(1));
    grid->setColumnStretch(1, 1);
    grid->addWidget(m_icon, 0, 0, Qt::AlignTop);
    grid->addWidget(m_title, 0, 1, Qt::AlignTop);
    grid->addWidget(m_alone, 0, 2, Qt::AlignTop);
    grid->addWidget(m_back, 0, 3, Qt::AlignTop);
    grid->addWidget(m_subtitle, 1, 1, 1, 3);
    grid->addWidget(m_figures, 2, 1, 1, 3);
    return texts;
}

QWidget *RunHead::makeActions()
{
    m_open->setIcon(icon(QStringLiteral("square-pen")));
    for (QPushButton *button : {m_open, m_continue, m_again})
        button->setAccessibleName(button->text());
    m_picker->setPlaceholder(tr("Run on another model …"));
    m_picker->setChoice({});
    m_picker->setAccessibleName(tr("Run on another model"));
    m_picker->setHint(tr("The same prompt with the same values, on a model of your choice"));
    m_compare->setText(tr("Compare"));
    m_compare->setIcon(icon(QStringLiteral("git-compare")));
    m_compare->setAccessibleName(tr("Compare with another run"));
    m_copy->setText(tr("Copy"));
    m_copy->setIcon(icon(QStringLiteral("copy")));
    m_copy->setAccessibleName(tr("Copy the run"));
    m_alone->setText(tr("Whole page"));
    m_alone->setIcon(icon(QStringLiteral("external-link")));
    m_alone->setAccessibleName(tr("Show the run on the whole page"));
    m_alone->setToolTip(tr("Return"));
    for (QToolButton *button : {m_compare, m_copy}) {
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setPopupMode(QToolButton::InstantPopup);
        button->setMenu(new QMenu(button));
    }
    auto *row = new QWidget(this);
    m_row = new FlowLayout(row);
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(theme().space(2));
    for (QWidget *part : std::initializer_list<QWidget *>{m_open, m_continue, m_again, m_picker, m_compare, m_copy})
        m_row->addWidget(part);
    return row;
}

void RunHead::build()
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme().space(4), theme().space(3), theme().space(4), theme().space(2));
    layout->setSpacing(theme().space(2));
    for (QWidget *part : std::initializer_list<QWidget *>{makeTexts(), makeActions(), m_marks, m_error})
        layout->addWidget(part);
    makeCopyMenu();
}

void RunHead::makeCopyMenu()
{
    QMenu *menu = m_copy->menu();
    const auto copy = [this, menu](const QString &title, QString (*text)(const RunRecord &)) {
        connect(menu->addAction(title), &QAction::triggered, this, [this, text] {
            if (m_record) QGuiApplication::clipboard()->setText(text(*m_record));
        });
    };
    copy(tr("As text"), plainTextOf);
    copy(tr("As Markdown"), markdownOf);
    copy(tr("Answer only"), [](const RunRecord &record) { return record.text; });
    m_copyAs = menu->addMenu(tr("Request as"));
    m_copyAs->menuAction()->setVisible(false);
}

void RunHead::connectParts()
{
    connect(m_back, &QToolButton::clicked, this, &RunHead::backRequested);
    connect(m_alone, &QToolButton::clicked, this, &RunHead::aloneRequested);
    connect(m_open, &QPushButton::clicked, this, &RunHead::openRequested);
    connect(m_continue, &QPushButton::clicked, this, [this] { Q_EMIT actionRequested(ErrorAction::Continue); });
    connect(m_again, &QPushButton::clicked, this, [this] { Q_EMIT actionRequested(ErrorAction::RunAgain); });
    connect(m_marks, &MarksBar::changed, this, &RunHead::marksChanged);
    connect(m_picker, &ModelPicker::choiceChanged, this, [this] {
        const ModelRef model = m_picker->choice();
        m_picker->setChoice({}); // it is an action, not a setting
        if (!model.model.isEmpty()) Q_EMIT modelChosen(model);
    });
    connect(m_compare->menu(), &QMenu::aboutToShow, this, &RunHead::fillCompareMenu);
    connect(&theme(), &Theme::changed, this, [this] {
        if (m_record) showTexts();
    });
}

void RunHead::setLanguages(const std::vector<SnippetLanguage> &languages)
{
    m_copyAs->clear();
    for (const SnippetLanguage &language : languages)
        connect(m_copyAs->addAction(language.name), &QAction::triggered, this,
                [this, id = language.id] { Q_EMIT copyAsRequested(id); });
    m_copyAs->menuAction()->setVisible(!languages.empty());
}

void RunHead::setExtent(Extent extent)
{
    m_back->setVisible(extent == Extent::Alone);
    m_alone->setVisible(extent == Extent::Part);
}

void RunHead::setRecord(const RunRecord &record)
{
    if (!m_record || m_record->id != record.id) {
        m_context = {};
        m_marks->setMarks(record.id, {});
        m_marks->setEnabled(false); // until they are there
    }
    m_record = record;
    showTexts();
    showLinks();
}

void RunHead::setContext(const RunContext &context)
{
    if (!m_record) return;
    m_context = context;
    m_marks->setMarks(m_record->id, context.marks);
    m_marks->setEnabled(true);
    showTexts();
    showLinks();
}

void RunHead::showTexts()
{
    const QColor color = toneColor(statusTone(m_record->status));
    const int side = theme().space(5);
    m_icon->setPixmap(icon(statusIconName(m_record->status), color).pixmap(QSize(side, side), devicePixelRatio()));
    m_icon->setAccessibleName(formatStatus(m_record->status));
    const QString title = oneLine(m_record->draft.title);
    m_title->setText(title.isEmpty() ? tr("Untitled prompt") : title);
    m_subtitle->setText(runSubtitle(*m_record) + QStringLiteral(" · ") + originText(*m_record, m_context));
    m_figures->setText(runFigures(*m_record));
    const bool ended = m_record->status != RunStatus::Running;
    m_continue->setVisible(canContinue(*m_record));
    m_again->setVisible(ended);
    m_picker->setVisible(ended);
    m_copyAs->setEnabled(!m_record->requestJson.isEmpty());
    m_error->setVisible(m_record->error.has_value());
    if (m_record->error) m_error->setError(*m_record->error);
}

void RunHead::addLink(const QString &text, RunId run)
{
    if (!run.isValid()) return;
    auto *link = new QPushButton(text, m_row->parentWidget());
    link->setProperty("flat", true);
    link->setAccessibleName(text);
    m_row->addWidget(link);
    m_links.push_back(link);
    link->show();
    connect(link, &QPushButton::clicked, this, [this, run] { Q_EMIT runRequested(run); });
}

void RunHead::showLinks()
{
    for (QPushButton *link : std::exchange(m_links, {})) {
        m_row->removeWidget(link);
        link->hide();
        link->setParent(nullptr);
        link->deleteLater(); // it may be the one whose click led here
    }
    addLink(tr("Goes on with run %1").arg(m_record->continues.value), m_record->continues);
    for (const RunId run : m_context.continuedBy)
        addLink(tr("Continued by run %1").arg(run.value), run);
    addLink(tr("Run before"), m_context.previous);
    addLink(tr("Run after"), m_context.next);
}

void RunHead::fillCompareMenu()
{
    QMenu *menu = m_compare->menu();
    menu->clear();
    const auto add = [this, menu](const QString &title, RunId run) {
        QAction *action = menu->addAction(title);
        action->setEnabled(run.isValid());
        connect(action, &QAction::triggered, this, [this, run] { Q_EMIT compareRequested(run); });
    };
    add(tr("With the run before of this prompt"), m_context.previous);
    add(tr("With the run after of this prompt"), m_context.next);
    if (m_record && m_record->continues.isValid()) add(tr("With the run it goes on with"), m_record->continues);
    add(tr("With the other one that is selected in the list"), m_pair);
}

} // namespace burin
