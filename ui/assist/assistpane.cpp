#include "ui/assist/assistpane.h"

#include "ui/assist/assistresultview.h"
#include "ui/common/announce.h"
#include "ui/common/format.h"
#include "ui/common/labels.h"
#include "ui/theme/theme.h"
#include "ui/workbench/modelpicker.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace burin {

namespace {

constexpr int MostCasesAtOnce = 50;
constexpr int UsualCases = 5;
constexpr int LongestWish = 2000;

QString headingOf(AssistKind kind)
{
    switch (kind) {
    case AssistKind::Improve:
        return AssistPane::tr("Improve the prompt");
    case AssistKind::TestCases:
        return AssistPane::tr("Make test cases");
    case AssistKind::ExplainFailure:
        break;
    }
    return AssistPane::tr("Explain what failed");
}

QString wishOf(AssistKind kind)
{
    switch (kind) {
    case AssistKind::Improve:
        return AssistPane::tr("What should become better? (may stay empty)");
    case AssistKind::TestCases:
        return AssistPane::tr("What should the cases cover? (may stay empty)");
    case AssistKind::ExplainFailure:
        break;
    }
    return AssistPane::tr("What did you expect? (may stay empty)");
}

} // namespace

AssistPane::AssistPane(QWidget *parent)
    : QDialog(parent),
      m_picker(new ModelPicker(this)),
      m_heading(plainLabel(LabelStyle::Title, {}, this)),
      m_wish(new QLineEdit(this)),
      m_count(new QSpinBox(this)),
      m_ask(new QPushButton(this)),
      m_note(plainLabel(LabelStyle::Muted, {}, this)),
      m_result(new AssistResultView(this))
{
    setWindowTitle(tr("Help with the prompt"));
    setModal(false);
    m_note->setWordWrap(true);
    m_note->setObjectName(QStringLiteral("assistNote"));
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(theme().space(2));
    layout->addWidget(m_heading);
    layout->addWidget(makeOrder());
    layout->addWidget(m_note);
    layout->addWidget(m_result, 1);
    layout->addWidget(makeButtons());
    resize(theme().space(220), theme().space(150));
    connect(m_ask, &QPushButton::clicked, this, &AssistPane::press);
    connect(m_wish, &QLineEdit::returnPressed, this, &AssistPane::press);
    setState(State::Idle);
}

QWidget *AssistPane::makeOrder()
{
    auto *order = new QWidget(this);
    m_wish->setMaxLength(LongestWish);
    m_wish->setObjectName(QStringLiteral("assistWish"));
    m_count->setRange(1, MostCasesAtOnce);
    m_count->setValue(UsualCases);
    m_count->setAccessibleName(tr("Number of cases"));
    m_count->setToolTip(tr("Number of cases"));
    m_ask->setProperty("primary", true);
    m_ask->setObjectName(QStringLiteral("assistAsk"));
    m_ask->setAutoDefault(false);
    m_picker->setAutoDefault(false);
    auto *layout = new QHBoxLayout(order);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_wish, 1);
    layout->addWidget(m_count);
    layout->addWidget(m_picker);
    layout->addWidget(m_ask);
    return order;
}

QWidget *AssistPane::makeButtons()
{
    auto *box = new QWidget(this);
    m_accept = new QPushButton(box);
    m_reject = new QPushButton(tr("Reject"), box);
    m_accept->setObjectName(QStringLiteral("assistAccept"));
    m_reject->setObjectName(QStringLiteral("assistReject"));
    for (QPushButton *button : {m_accept, m_reject})
        button->setAutoDefault(false); // Enter in the field asks, and accepts nothing
    auto *layout = new QHBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addStretch(1);
    layout->addWidget(m_reject);
    layout->addWidget(m_accept);
    connect(m_accept, &QPushButton::clicked, this, &AssistPane::acceptShown);
    connect(m_reject, &QPushButton::clicked, this, [this] {
        m_result->clear();
        setState(State::Idle);
        close();
    });
    return box;
}

void AssistPane::begin(AssistKind kind, const PromptDraft &subject)
{
    if (m_state != State::Running) {
        m_kind = kind;
        m_subject = subject;
        m_heading->setText(headingOf(kind));
        m_wish->clear();
        m_wish->setPlaceholderText(wishOf(kind));
        m_wish->setAccessibleName(wishOf(kind));
        m_count->setVisible(kind == AssistKind::TestCases);
        m_accept->setText(kind == AssistKind::TestCases ? tr("Accept the ticked") : tr("Accept"));
        if (m_picker->choice().model.isEmpty()) m_picker->setChoice({subject.providerId, subject.model});
        m_result->clear();
        tell(tr("The run appears in History and counts towards the budgets. Nothing changes until you accept."), {});
        setState(State::Idle);
    }
    show();
    raise();
    activateWindow();
    m_wish->setFocus();
}

void AssistPane::setState(State state)
{
    m_state = state;
    const bool running = state == State::Running;
    m_ask->setText(running                    ? tr("Stop")
                   : state == State::Question ? tr("Ask anyway")
                   : state == State::Result   ? tr("Ask again")
                                              : tr("Ask"));
    for (QWidget *part : std::initializer_list<QWidget *>{m_wish, m_count, m_picker})
        part->setEnabled(!running);
    const bool decide = state == State::Result;
    m_accept->setVisible(decide && m_kind != AssistKind::ExplainFailure);
    m_reject->setVisible(decide);
    m_reject->setText(m_kind == AssistKind::ExplainFailure ? tr("Close") : tr("Reject"));
}

void AssistPane::press()
{
    if (m_state == State::Running) return Q_EMIT stopRequested();
    if (m_state == State::Question) return Q_EMIT confirmed();
    if (m_picker->choice().model.isEmpty()) return m_picker->open();
    m_result->clear();
    Q_EMIT askRequested({m_kind, m_picker->choice(), m_wish->text(), m_count->value()});
}

void AssistPane::tell(const QString &text, const QString &tone)
{
    setTone(m_note, tone);
    m_note->setText(visibleLines(text, 2000));
    announce(m_note, m_note->text());
}

void AssistPane::showStarted()
{
    setState(State::Running);
    tell(tr("The model is answering …"), {});
}

void AssistPane::showResult(const AssistResult &result, const QString &cost)
{
    m_result->showResult(result, m_subject);
    QStringList lines{tr("Answered, for %1.").arg(cost)};
    lines += result.notes;
    if (m_kind == AssistKind::Improve && !result.text.isEmpty()) lines += result.text;
    setState(State::Result);
    tell(lines.join(u'\n'), result.notes.isEmpty() ? QString() : QStringLiteral("warn"));
}

void AssistPane::showProblem(const QString &sentence, const QString &answer)
{
    m_result->showRaw(answer);
    setState(State::Idle);
    tell(sentence, QStringLiteral("error"));
}

void AssistPane::showQuestion(const Error &question)
{
    setState(State::Question);
    tell(question.message() + u'\n' + question.advice(), QStringLiteral("warn"));
}

void AssistPane::acceptShown()
{
    if (m_kind == AssistKind::TestCases) {
        const std::vector<ValueSet> cases = m_result->tickedCases();
        if (cases.empty()) return tell(tr("Tick at least one case."), QStringLiteral("error"));
        Q_EMIT casesAccepted(cases);
    } else {
        Q_EMIT improvementAccepted(m_result->proposal());
    }
    m_result->clear();
    setState(State::Idle);
    close();
}

} // namespace burin
