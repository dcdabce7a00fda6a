#include "ui/workbench/messageeditor.h"

#include "core/cost/pricing.h"
#include "ui/common/announce.h"
#include "ui/theme/theme.h"
#include "ui/workbench/plaintextedit.h"
#include "ui/workbench/variablehighlighter.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

namespace burin {

MessageEditor::MessageEditor(const QString &title, QWidget *parent)
    : QWidget(parent), m_editor(new PlainTextEdit(this)), m_size(new QLabel(this)), m_problem(new QLabel(this))
{
    new VariableHighlighter(m_editor->document());
    m_editor->setAccessibleName(title);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->setProperty("status", QStringLiteral("error"));
    m_problem->setObjectName(QStringLiteral("problem"));
    m_problem->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme().space(1));
    layout->addWidget(makeHeader(title));
    layout->addWidget(m_editor, 1);
    layout->addWidget(m_problem);
    m_pause.setSingleShot(true);
    m_pause.setInterval(600);
    connect(&m_pause, &QTimer::timeout, this, &MessageEditor::check);
    connect(m_editor, &QPlainTextEdit::textChanged, this, &MessageEditor::noteEdit);
    connect(&theme(), &Theme::changed, this, &MessageEditor::applyTheme);
    analyse();
}

QWidget *MessageEditor::makeHeader(const QString &title)
{
    auto *header = new QWidget(this);
    auto *caption = new QLabel(title, header);
    caption->setProperty("caption", true);
    caption->setBuddy(m_editor);
    m_size->setTextFormat(Qt::PlainText);
    m_size->setProperty("meta", true);
    m_size->setObjectName(QStringLiteral("size"));
    auto *layout = new QHBoxLayout(header);
    layout->setContentsMargins(theme().space(1), 0, theme().space(1), 0);
    layout->addWidget(caption);
    layout->addStretch();
    layout->addWidget(m_size);
    return header;
}

void MessageEditor::setText(const QString &text)
{
    if (text == m_editor->toPlainText()) return;
    const QSignalBlocker quiet(this);
    m_editor->setPlainText(text);
    m_last = text;
    analyse();
    check();
}

QString MessageEditor::text() const
{
    return m_editor->toPlainText();
}

void MessageEditor::setPlaceholder(const QString &text)
{
    m_editor->setPlaceholderText(text);
}

void MessageEditor::setVariables(const QMap<QString, QString> &values)
{
    m_values = values;
    analyse();
}

void MessageEditor::noteEdit()
{
    QString now = text();
    if (now == m_last) return; // the highlighter changed formats only
    m_last = std::move(now);
    analyse();
    if (!m_problems.empty())
        check(); // a mark that is there already follows the typing
    else
        m_pause.start();
    Q_EMIT edited();
}

void MessageEditor::analyse()
{
    const QString raw = text();
    QString sent = raw;
    if (const auto parsed = Template::parse(raw)) {
        QMap<QString, QString> values = m_values;
        for (const QString &name : parsed->variables())
            values.insert(name, m_values.value(name));
        if (const auto rendered = parsed->render(values)) sent = *rendered;
    }
    //: Rough size of a message.
    m_size->setText(sent.isEmpty() ? QString() : tr("~%1 tokens").arg(QLocale().toString(estimateTokens(sent))));
}

bool MessageEditor::check()
{
    m_pause.stop();
    const auto parsed = Template::parse(text());
    showProblems(parsed ? std::vector<TemplateError>() : parsed.error());
    return bool(parsed);
}

void MessageEditor::showProblems(const std::vector<TemplateError> &problems)
{
    m_problems = problems;
    QList<QTextEdit::ExtraSelection> marks;
    QStringList lines;
    for (const TemplateError &problem : problems) {
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(m_editor->document());
        mark.cursor.setPosition(int(problem.offset));
        mark.cursor.setPosition(int(qMin(problem.offset + qMax<qsizetype>(problem.length, 1), text().size())),
                                QTextCursor::KeepAnchor);
        mark.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        mark.format.setUnderlineColor(theme().colors().error);
        marks.append(mark);
        if (lines.size() < 3) lines += describe(problem);
    }
    m_editor->setExtraSelections(marks);
    const QString told = lines.join(u'\n');
    if (!told.isEmpty() && told != m_problem->text()) announce(m_problem, told);
    m_problem->setText(told);
    m_problem->setVisible(!told.isEmpty());
}

void MessageEditor::focusProblem()
{
    if (!m_problems.empty()) {
        QTextCursor cursor = m_editor->textCursor();
        cursor.setPosition(int(m_problems.front().offset));
        m_editor->setTextCursor(cursor);
    }
    m_editor->setFocus(Qt::OtherFocusReason);
}

void MessageEditor::applyTheme()
{
    showProblems(m_problems);
}

} // namespace burin
