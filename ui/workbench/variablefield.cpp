#include "ui/workbench/variablefield.h"

#include "ui/common/flowlayout.h"
#include "ui/common/labels.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/workbench/plaintextedit.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QToolButton>

#include <algorithm>
#include <optional>

namespace burin {

namespace {

QVBoxLayout *columnOf(QWidget *widget)
{
    auto *column = new QVBoxLayout(widget);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme().space(1));
    return column;
}

/// The texts of a JSON array of texts.
std::optional<QStringList> textsFrom(const QString &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json.toUtf8());
    if (!document.isArray()) return std::nullopt;
    QStringList texts;
    for (const QJsonArray array = document.array(); const QJsonValue &value : array) {
        if (!value.isString()) return std::nullopt;
        texts += value.toString();
    }
    return texts;
}

QString jsonFrom(const QStringList &texts)
{
    if (texts.isEmpty()) return {};
    return QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(texts)).toJson(QJsonDocument::Compact));
}

/// A text of one line, also numbers.
class LineField : public VariableField {
public:
    LineField(const VariableRow &row, QWidget *parent) : VariableField(parent), m_line(new QLineEdit(this))
    {
        columnOf(this)->addWidget(m_line);
        addInput(m_line, row);
        connect(m_line, &QLineEdit::textEdited, this, &VariableField::edited);
    }
    void setText(const QString &text) override
    {
        if (text == m_line->text()) return;
        m_line->setText(text);
        m_line->setCursorPosition(0);
    }
    QString text() const override { return m_line->text(); }
    void setPlaceholder(const QString &text) override { m_line->setPlaceholderText(text); }

private:
    QLineEdit *m_line;
};

/// A text of many lines.
class TextField : public VariableField {
public:
    TextField(const VariableRow &row, QWidget *parent) : VariableField(parent), m_text(new PlainTextEdit(this))
    {
        m_text->fitLines(1, 6);
        m_column = columnOf(this);
        m_column->addWidget(m_text);
        addInput(m_text, row);
        connect(m_text, &QPlainTextEdit::textChanged, this, &VariableField::edited);
    }
    void setText(const QString &text) override
    {
        const QSignalBlocker quiet(this);
        if (m_text->toPlainText() != text) m_text->setPlainText(text);
        m_text->fitLines(1, 6);
    }
    QString text() const override { return m_text->toPlainText(); }
    void setPlaceholder(const QString &text) override { m_text->setPlaceholderText(text); }

protected:
    QVBoxLayout *m_column;
    PlainTextEdit *m_text;
};

/// One text a line.
class ListField : public TextField {
public:
    using TextField::TextField;
    void setText(const QString &text) override
    {
        const std::optional<QStringList> texts = textsFrom(text);
        const bool inLines = texts && std::ranges::none_of(*texts, [](const QString &t) { return t.contains(u'\n'); });
        TextField::setText(inLines ? texts->join(u'\n') : text);
    }
    QString text() const override
    {
        const QString typed = TextField::text();
        if (typed.startsWith(u'[') && textsFrom(typed)) return typed; // texts of several lines are written as JSON
        return jsonFrom(typed.isEmpty() ? QStringList() : typed.split(u'\n'));
    }
    void setPlaceholder(const QString &text) override
    {
        TextField::setPlaceholder(text.isEmpty() ? VariableField::tr("one on each line") : text);
    }
};

/// The content of a text file.
class FileField : public TextField {
public:
    FileField(const VariableRow &row, QWidget *parent) : TextField(row, parent)
    {
        auto *load = new QToolButton(this);
        load->setText(VariableField::tr("Load a file…"));
        load->setIcon(icon(QStringLiteral("file-text"), &ThemeColors::muted));
        load->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        load->setProperty("quiet", true);
        load->setAccessibleName(VariableField::tr("Load a file into %1").arg(row.name));
        m_column->addWidget(load, 0, Qt::AlignLeft);
        connect(load, &QToolButton::clicked, this, [this] {
            auto *dialog = new QFileDialog(this, VariableField::tr("Load a file"));
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            dialog->setFileMode(QFileDialog::ExistingFile);
            connect(dialog, &QFileDialog::fileSelected, this, &VariableField::fileRequested);
            dialog->open();
        });
    }
};

class JsonValueField : public TextField {
public:
    JsonValueField(const VariableRow &row, QWidget *parent) : TextField(row, parent)
    {
        m_text->setFont(theme().monoFont());
    }
};

/// One of several; a value that is none of them stays in the list.
class ChoiceField : public VariableField {
public:
    ChoiceField(const VariableRow &row, const QStringList &options, QWidget *parent)
        : VariableField(parent), m_options(options), m_combo(new QComboBox(this))
    {
        m_combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        m_combo->setMinimumContentsLength(12);
        fill({});
        columnOf(this)->addWidget(m_combo);
        addInput(m_combo, row);
        connect(m_combo, &QComboBox::activated, this, &VariableField::edited);
    }
    void setText(const QString &text) override
    {
        if (text != this->text()) fill(text);
    }
    QString text() const override { return m_combo->currentData().toString(); }
    void setPlaceholder(const QString &text) override
    {
        m_combo->setItemText(0, text.isEmpty() ? VariableField::tr("not set") : text);
    }

private:
    void fill(const QString &text)
    {
        const QString unset = m_combo->count() > 0 ? m_combo->itemText(0) : VariableField::tr("not set");
        m_combo->clear();
        m_combo->addItem(unset, QString());
        for (const QString &option : m_options)
            m_combo->addItem(oneLine(option), option);
        //: %1 is what was entered before.
        if (m_combo->findData(text) < 0) m_combo->addItem(VariableField::tr("%1 (no option)").arg(oneLine(text)), text);
        m_combo->setCurrentIndex(m_combo->findData(text));
    }

    QStringList m_options;
    QComboBox *m_combo;
};

/// Any number of several.
class MultiChoiceField : public VariableField {
public:
    MultiChoiceField(const VariableRow &row, QWidget *parent) : VariableField(parent)
    {
        auto *flow = new FlowLayout(this);
        flow->setSpacing(theme().space(3));
        for (const QString &option : row.options) {
            auto *box = new QCheckBox(QString(option).replace(u'&', QLatin1StringView("&&")), this);
            box->setProperty("option", option);
            flow->addWidget(box);
            addInput(box, row);
            box->setAccessibleName(option);
            m_boxes += box;
            connect(box, &QCheckBox::clicked, this, [this] {
                m_typed.reset();
                Q_EMIT edited();
            });
        }
        if (!m_boxes.isEmpty()) return;
        QLabel *none = plainLabel(LabelStyle::Muted, VariableField::tr("It has no options yet."), this);
        flow->addWidget(none);
        addInput(none, row);
    }
    void setText(const QString &text) override
    {
        const QStringList chosen = textsFrom(text).value_or(QStringList());
        for (QCheckBox *box : std::as_const(m_boxes))
            box->setChecked(chosen.contains(box->property("option").toString()));
        m_typed = text;
    }
    QString text() const override
    {
        if (m_typed) return *m_typed;
        QStringList chosen;
        for (const QCheckBox *box : m_boxes) {
            if (box->isChecked()) chosen += box->property("option").toString();
        }
        return jsonFrom(chosen);
    }

private:
    QList<QCheckBox *> m_boxes;
    std::optional<QString> m_typed; ///< What was set, until a box is clicked; it may have more than the boxes show.
};

} // namespace

VariableField *VariableField::make(const VariableRow &row, QWidget *parent)
{
    switch (row.type) {
    case VariableType::Text:
    case VariableType::Number:
        return new LineField(row, parent);
    case VariableType::Multiline:
        return new TextField(row, parent);
    case VariableType::Boolean:
        return new ChoiceField(row, {QStringLiteral("true"), QStringLiteral("false")}, parent);
    case VariableType::Choice:
        return new ChoiceField(row, row.options, parent);
    case VariableType::MultiChoice:
        return new MultiChoiceField(row, parent);
    case VariableType::List:
        return new ListField(row, parent);
    case VariableType::File:
        return new FileField(row, parent);
    case VariableType::Json:
        return new JsonValueField(row, parent);
    }
    return new TextField(row, parent);
}

void VariableField::addInput(QWidget *input, const VariableRow &row)
{
    input->setAccessibleName(tr("Value of %1").arg(row.name));
    input->setAccessibleDescription(row.description);
    if (m_inputs.isEmpty()) {
        setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // names come first
        setMinimumWidth(theme().space(30));
        input->setObjectName(QStringLiteral("variable:") + row.name);
        setFocusProxy(input);
    }
    m_inputs += input;
}

QList<QWidget *> VariableField::inputs() const
{
    return m_inputs;
}

void VariableField::setValidity(Validity validity)
{
    showValidity(m_inputs.front(), validity);
}

} // namespace burin
