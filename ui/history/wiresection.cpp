#include "ui/history/wiresection.h"

#include "ui/common/flowlayout.h"
#include "ui/common/labels.h"
#include "ui/history/rundetail.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/workbench/streamview.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QMenu>
#include <QSplitter>
#include <QtConcurrent>
#include <QToolButton>
#include <QVBoxLayout>

namespace burin {

namespace {

QWidget *captioned(const QString &caption, QWidget *content)
{
    auto *pane = new QWidget;
    auto *layout = new QVBoxLayout(pane);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    QLabel *label = plainLabel(LabelStyle::SmallMuted, caption, pane);
    label->setContentsMargins(theme().space(3), theme().space(1), 0, 0);
    layout->addWidget(label);
    layout->addWidget(content, 1);
    return pane;
}

} // namespace

WireSection::WireSection(QWidget *parent)
    : QWidget(parent),
      m_attempt(new QComboBox(this)),
      m_raw(new QToolButton(this)),
      m_copyAs(new QToolButton(this)),
      m_copy(new QToolButton(this)),
      m_panes(new QSplitter(Qt::Vertical, this)),
      m_request(new StreamView(this)),
      m_response(new StreamView(this))
{
    build();
    connect(m_attempt, &QComboBox::activated, this, &WireSection::refresh);
    connect(m_raw, &QToolButton::toggled, this, &WireSection::refresh);
    connect(m_copy, &QToolButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_shown.request); });
}

QWidget *WireSection::makeBar()
{
    m_attempt->setAccessibleName(tr("Attempt"));
    m_attempt->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_raw->setText(tr("Raw"));
    m_raw->setIcon(icon(QStringLiteral("code")));
    m_raw->setCheckable(true);
    m_raw->setAccessibleName(tr("Show the bodies byte by byte as they were"));
    m_copy->setText(tr("Copy request"));
    m_copy->setIcon(icon(QStringLiteral("copy")));
    m_copy->setAccessibleName(tr("Copy the request"));
    m_copyAs->setText(tr("Copy as"));
    m_copyAs->setIcon(icon(QStringLiteral("code")));
    m_copyAs->setPopupMode(QToolButton::InstantPopup);
    m_copyAs->setAccessibleName(tr("Copy the request as a program"));
    m_copyAs->setToolTip(tr("The key is read from an environment variable."));
    m_copyAs->setMenu(new QMenu(m_copyAs));
    m_copyAs->setVisible(false);
    auto *bar = new QWidget(this);
    auto *layout = new FlowLayout(bar);
    layout->setContentsMargins(theme().space(2), theme().space(1), theme().space(2), theme().space(1));
    layout->setSpacing(theme().space(1));
    layout->addWidget(m_attempt);
    for (QToolButton *button : {m_raw, m_copyAs, m_copy}) {
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        layout->addWidget(button);
    }
    return bar;
}

void WireSection::build()
{
    m_request->setFont(theme().monoFont());
    m_request->setAccessibleName(tr("Request as it was sent"));
    m_response->setFont(theme().monoFont());
    m_response->setAccessibleName(tr("Response as it came"));
    connect(&theme(), &Theme::changed, this, [this] {
        for (StreamView *view : {m_request, m_response})
            view->setFont(theme().monoFont());
    });
    m_panes->addWidget(captioned(tr("Request"), m_request));
    m_panes->addWidget(captioned(tr("Response"), m_response));
    m_panes->setChildrenCollapsible(false);
    m_panes->setHandleWidth(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeBar());
    layout->addWidget(m_panes, 1);
}

void WireSection::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const Qt::Orientation orientation = width() >= theme().space(200) ? Qt::Horizontal : Qt::Vertical;
    if (m_panes->orientation() != orientation) m_panes->setOrientation(orientation);
}

void WireSection::setRecord(const RunRecord &record, const QString &why)
{
    m_body = record.requestJson;
    m_why = why;
    m_recordings.clear();
    m_attempt->clear();
    m_attempt->hide();
    m_copyAs->setEnabled(!m_body.isEmpty());
    refresh();
}

void WireSection::setReplays(const std::vector<Replay> &replays)
{
    m_recordings.clear();
    m_attempt->clear();
    for (const Replay &replay : replays) {
        m_recordings.push_back(replay.recording);
        m_attempt->addItem(tr("Attempt %1").arg(replay.recording.attempt));
    }
    m_attempt->setVisible(replays.size() > 1);
    m_attempt->setCurrentIndex(m_attempt->count() - 1);
    refresh();
}

void WireSection::refresh()
{
    const BodyForm form = m_raw->isChecked() ? BodyForm::Raw : BodyForm::Pretty;
    QFuture<WireText> text;
    if (m_recordings.empty())
        text = QtConcurrent::run([body = m_body, why = m_why, form] { return WireText{bodyText(body, form), why}; });
    else
        text = QtConcurrent::run(wireText, m_recordings[size_t(std::max(0, m_attempt->currentIndex()))], form);
    m_texts.ask(this, text, [this](const WireText &made) {
        if (made.request != m_shown.request) m_request->replaceText(made.request);
        if (made.response != m_shown.response) m_response->replaceText(made.response);
        m_shown = made;
        m_copy->setEnabled(!m_shown.request.isEmpty());
    });
}

void WireSection::setLanguages(const std::vector<SnippetLanguage> &languages)
{
    m_copyAs->menu()->clear();
    for (const SnippetLanguage &language : languages) {
        QAction *action = m_copyAs->menu()->addAction(language.name);
        connect(action, &QAction::triggered, this, [this, id = language.id] { Q_EMIT copyAsRequested(id); });
    }
    m_copyAs->setVisible(!languages.empty());
}

} // namespace burin
