#include "ui/workbench/casepicker.h"

#include "ui/common/labels.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/workbench/promptundo.h"
#include "ui/workbench/validity.h"

#include <QAction>
#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>

#include <algorithm>

namespace burin {

namespace {

constexpr int LongestCaseName = 100;

bool hasName(const std::vector<ValueSet> &cases, const QString &name)
{
    return std::ranges::any_of(cases, [&name](const ValueSet &set) { return set.name == name; });
}

} // namespace

CasePicker::CasePicker(PromptUndo *undo, QWidget *parent)
    : QWidget(parent),
      m_undo(undo),
      m_combo(new QComboBox(this)),
      m_name(new QLineEdit(this)),
      m_save(makeTool("saveCase", QStringLiteral("bookmark"), tr("Keep these values as a case"))),
      m_more(makeTool("caseMenu", QStringLiteral("ellipsis"), tr("Actions for cases")))
{
    m_combo->setObjectName(QStringLiteral("cases"));
    m_combo->setAccessibleName(tr("Case"));
    m_combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_combo->setMinimumContentsLength(14);
    m_name->setObjectName(QStringLiteral("caseName"));
    m_name->setAccessibleName(tr("Name of the case"));
    m_name->setPlaceholderText(tr("Name of the case"));
    m_name->setMaxLength(LongestCaseName);
    m_name->installEventFilter(this);
    m_name->hide();
    makeMenu();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme().space(1));
    for (QWidget *part : tabOrder())
        row->addWidget(part);
    connect(m_combo, &QComboBox::activated, this, &CasePicker::choose);
    connect(m_save, &QToolButton::clicked, this, [this] { askForName(Naming::New); });
    refresh();
}

QToolButton *CasePicker::makeTool(const char *name, const QString &iconName, const QString &title)
{
    auto *button = new QToolButton(this);
    button->setObjectName(QLatin1StringView(name));
    button->setIcon(icon(iconName, &ThemeColors::muted));
    button->setAccessibleName(title);
    button->setToolTip(title);
    return button;
}

void CasePicker::makeMenu()
{
    auto *menu = new QMenu(m_more);
    m_update = menu->addAction(tr("Replace by these values"), this, [this] { replaceValues(); });
    m_rename = menu->addAction(tr("Rename"), this, [this] { askForName(Naming::Rename); });
    m_remove = menu->addAction(tr("Remove"), this, [this] { remove(); });
    menu->addSeparator();
    menu->addAction(tr("From a file…"), this, [this] { chooseFile(); });
    m_more->setProperty("menu", true);
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setMenu(menu);
}

QList<QWidget *> CasePicker::tabOrder() const
{
    return {m_combo, m_name, m_save, m_more};
}

void CasePicker::setCases(const std::vector<ValueSet> &cases)
{
    m_cases = cases;
    refresh();
}

void CasePicker::setValues(const VariableValues &values)
{
    if (values == m_values) return;
    m_values = values;
    refresh();
}

int CasePicker::current() const
{
    return int(std::ranges::find(m_cases, m_chosen, &ValueSet::name) - m_cases.begin());
}

void CasePicker::refresh()
{
    if (!hasName(m_cases, m_chosen)) m_chosen.clear();
    const bool any = !m_chosen.isEmpty();
    m_combo->clear();
    m_combo->addItem(tr("No case"));
    for (const ValueSet &set : m_cases) {
        const bool changed = set.name == m_chosen && set.values != m_values;
        //: A case whose values are others in the form now.
        m_combo->addItem(changed ? tr("%1 (changed)").arg(oneLine(set.name)) : oneLine(set.name));
    }
    m_combo->setCurrentIndex(any ? current() + 1 : 0);
    m_combo->setVisible(!m_cases.empty() && m_name->isHidden());
    for (QAction *action : {m_update, m_rename, m_remove})
        action->setEnabled(any);
}

void CasePicker::change(const QString &what, const std::vector<ValueSet> &to)
{
    m_undo->change(
        what, [this, to] { apply(to); }, [this, from = m_cases] { apply(from); });
}

void CasePicker::apply(const std::vector<ValueSet> &to)
{
    m_cases = to;
    refresh();
    Q_EMIT casesChanged(m_cases);
}

void CasePicker::choose(int row)
{
    if (row == 0) {
        m_chosen.clear();
        return refresh();
    }
    const ValueSet &set = m_cases[size_t(row - 1)];
    m_chosen = set.name;
    const VariableValues values = set.values;
    const VariableValues from = m_values;
    if (values != from)
        m_undo->change(
            tr("Choose a case"), [this, values] { Q_EMIT chosen(values); }, [this, from] { Q_EMIT chosen(from); });
    refresh();
}

void CasePicker::add(const std::vector<ValueSet> &added)
{
    std::vector<ValueSet> to = m_cases;
    for (ValueSet set : added) {
        const QString name = set.name.left(LongestCaseName);
        set.name = name;
        for (int number = 2; hasName(to, set.name); ++number)
            set.name = tr("%1 (%2)").arg(name).arg(number);
        to.push_back(set);
    }
    change(tr("Import cases"), to);
}

QString CasePicker::freeName() const
{
    for (int number = int(m_cases.size()) + 1;; ++number) {
        if (const QString name = tr("Case %1").arg(number); !hasName(m_cases, name)) return name;
    }
}

void CasePicker::askForName(Naming naming)
{
    m_naming = naming;
    m_combo->hide();
    m_name->setText(naming == Naming::New ? freeName() : m_chosen);
    m_name->show();
    m_name->setFocus(Qt::OtherFocusReason);
    m_name->selectAll();
}

void CasePicker::takeName()
{
    const QString name = m_name->text().trimmed();
    const QString old = m_chosen;
    const bool same = m_naming == Naming::Rename && name == old;
    if (name.isEmpty() || (hasName(m_cases, name) && !same)) {
        m_name->setToolTip(tr("Another case has this name."));
        return showValidity(m_name, Validity::Invalid);
    }
    showValidity(m_name, Validity::Valid);
    m_name->setToolTip({});
    m_name->hide();
    std::vector<ValueSet> to = m_cases;
    if (m_naming == Naming::New)
        to.push_back({.name = name, .values = m_values});
    else
        to[size_t(current())].name = name;
    m_chosen = name;
    change(m_naming == Naming::New ? tr("Keep a case") : tr("Rename a case"), to);
    m_more->setFocus(Qt::OtherFocusReason);
}

void CasePicker::replaceValues()
{
    std::vector<ValueSet> to = m_cases;
    to[size_t(current())].values = m_values;
    change(tr("Replace a case"), to);
}

void CasePicker::remove()
{
    std::vector<ValueSet> to = m_cases;
    const QString name = m_chosen;
    to.erase(to.begin() + current());
    change(tr("Remove a case"), to);
    Q_EMIT removed(name);
}

void CasePicker::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Cases from a file"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilter(tr("Tables and JSON (*.csv *.tsv *.json *.jsonl)"));
    connect(dialog, &QFileDialog::fileSelected, this, &CasePicker::importRequested);
    dialog->open();
}

bool CasePicker::eventFilter(QObject *watched, QEvent *event)
{
    const auto *key = static_cast<QKeyEvent *>(event);
    const bool escape = (event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress) &&
                        key->key() == Qt::Key_Escape;
    if (escape && event->type() == QEvent::ShortcutOverride) {
        event->accept();
        return true;
    }
    if (escape) {
        m_name->hide();
        m_more->setFocus(Qt::OtherFocusReason);
        refresh();
        return true;
    }
    const bool enter =
        event->type() == QEvent::KeyPress && (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter);
    if (enter) takeName();
    return enter || QWidget::eventFilter(watched, event);
}

} // namespace burin
