#include "ui/workbench/jsonfield.h"

#include "ui/common/announce.h"
#include "ui/common/labels.h"
#include "ui/theme/theme.h"
#include "ui/workbench/plaintextedit.h"
#include "ui/workbench/validity.h"

#include <QVBoxLayout>

#include <utility>

namespace burin {

JsonField::JsonField(const QString &name, Check check, QWidget *parent)
    : QWidget(parent),
      m_check(std::move(check)),
      m_editor(new PlainTextEdit(this)),
      m_problem(plainLabel(LabelStyle::Body, {}, this))
{
    m_editor->setAccessibleName(name);
    m_editor->setFont(theme().monoFont());
    m_editor->fitLines(3, 14);
    m_problem->setObjectName(QStringLiteral("jsonProblem"));
    m_problem->setWordWrap(true);
    setTone(m_problem, QStringLiteral("error"));
    m_problem->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme().space(1));
    column->addWidget(m_editor);
    column->addWidget(m_problem);
    m_pause.setSingleShot(true);
    m_pause.setInterval(600);
    connect(&m_pause, &QTimer::timeout, this, &JsonField::check);
    connect(m_editor, &QPlainTextEdit::textChanged, this, [this] {
        if (m_problem->isHidden())
            m_pause.start();
        else
            this->check(); // a mark that is there already follows the typing
        Q_EMIT edited();
    });
    connect(&theme(), &Theme::changed, this, [this] { m_editor->setFont(theme().monoFont()); });
}

void JsonField::setText(const QString &text)
{
    if (text == m_editor->toPlainText()) return;
    const QSignalBlocker quiet(this);
    m_editor->setPlainText(text);
    check();
}

QString JsonField::text() const
{
    return m_editor->toPlainText();
}

bool JsonField::check()
{
    m_pause.stop();
    const QString now = text();
    const auto problem = now.trimmed().isEmpty() ? std::nullopt : m_check(now);
    show(problem);
    return !problem;
}

void JsonField::show(const std::optional<JsonProblem> &problem)
{
    QList<QTextEdit::ExtraSelection> marks;
    if (problem && problem->line > 0) {
        QTextEdit::ExtraSelection mark;
        const int last = m_editor->document()->characterCount() - 1;
        mark.cursor = QTextCursor(m_editor->document());
        mark.cursor.setPosition(qBound(0, int(problem->offset), qMax(0, last - 1)));
        mark.cursor.setPosition(qMin(mark.cursor.position() + 1, last), QTextCursor::KeepAnchor);
        mark.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        mark.format.setUnderlineColor(theme().colors().error);
        marks += mark;
    }
    m_editor->setExtraSelections(marks);
    const QString told = problem ? describe(*problem) : QString();
    if (!told.isEmpty() && told != m_problem->text()) announce(m_editor, told);
    m_problem->setText(told);
    m_problem->setVisible(problem.has_value());
    showValidity(m_editor, validIf(!problem));
}

} // namespace burin
