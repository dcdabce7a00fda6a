#include "ui/commandpalette/commandtable.h"

#include <QCoreApplication>

#include <algorithm>

namespace burin {

namespace {

// clang-format off
constexpr auto NoKey = QKeySequence::UnknownKey;
constexpr CommandEntry rows[] = {
    {"run.start", QT_TRANSLATE_NOOP("Commands", "Run"), QT_TRANSLATE_NOOP("Commands", "Run the prompt"), NoKey, "Ctrl+Return Ctrl+Enter", "workbench"},
    {"run.all", QT_TRANSLATE_NOOP("Commands", "Run"), QT_TRANSLATE_NOOP("Commands", "Run on all chosen models"), NoKey, "Ctrl+Shift+Return Ctrl+Shift+Enter", "workbench"},
    {"run.stop", QT_TRANSLATE_NOOP("Commands", "Run"), QT_TRANSLATE_NOOP("Commands", "Stop the run"), NoKey, "Esc", "workbench"},
    {"model.choose", QT_TRANSLATE_NOOP("Commands", "Run"), QT_TRANSLATE_NOOP("Commands", "Choose a model"), NoKey, "Ctrl+L", "workbench"},
    {"answer.reply", QT_TRANSLATE_NOOP("Commands", "Run"), QT_TRANSLATE_NOOP("Commands", "Reply to the answer"), NoKey, "Ctrl+R", "workbench"},
    {"answer.copy", QT_TRANSLATE_NOOP("Commands", "Run"), QT_TRANSLATE_NOOP("Commands", "Copy the answer"), NoKey, "Ctrl+Shift+C", "workbench"},
    {"answer.source", QT_TRANSLATE_NOOP("Commands", "Run"), QT_TRANSLATE_NOOP("Commands", "Show the answer's source"), NoKey, "Ctrl+Shift+M", "workbench"},

    {"prompt.new", QT_TRANSLATE_NOOP("Commands", "Prompt"), QT_TRANSLATE_NOOP("Commands", "New prompt"), QKeySequence::New, "Ctrl+N", ""},
    {"prompt.open", QT_TRANSLATE_NOOP("Commands", "Prompt"), QT_TRANSLATE_NOOP("Commands", "Open a prompt …"), QKeySequence::Open, "Ctrl+O", ""},
    {"prompt.save", QT_TRANSLATE_NOOP("Commands", "Prompt"), QT_TRANSLATE_NOOP("Commands", "Save a version of the prompt"), QKeySequence::Save, "Ctrl+S", ""},
    {"prompt.saveAs", QT_TRANSLATE_NOOP("Commands", "Prompt"), QT_TRANSLATE_NOOP("Commands", "Save the prompt as a copy"), QKeySequence::SaveAs, "Ctrl+Shift+S", ""},
    {"folder.open", QT_TRANSLATE_NOOP("Commands", "Prompt"), QT_TRANSLATE_NOOP("Commands", "Open a folder of prompt files …"), NoKey, "", ""},
    {"prompt.import", QT_TRANSLATE_NOOP("Commands", "Prompt"), QT_TRANSLATE_NOOP("Commands", "Import prompts from files …"), NoKey, "", ""},
    {"prompt.export", QT_TRANSLATE_NOOP("Commands", "Prompt"), QT_TRANSLATE_NOOP("Commands", "Export the prompt …"), NoKey, "", ""},
    {"tab.close", QT_TRANSLATE_NOOP("Commands", "Prompt"), QT_TRANSLATE_NOOP("Commands", "Close the prompt"), NoKey, "Ctrl+W", ""},
    {"tab.reopen", QT_TRANSLATE_NOOP("Commands", "Prompt"), QT_TRANSLATE_NOOP("Commands", "Open the closed prompt again"), NoKey, "Ctrl+Shift+T", ""},
    {"tab.next", QT_TRANSLATE_NOOP("Commands", "Prompt"), QT_TRANSLATE_NOOP("Commands", "Next prompt"), NoKey, "Ctrl+Tab Ctrl+PgDown", ""},
    {"tab.previous", QT_TRANSLATE_NOOP("Commands", "Prompt"), QT_TRANSLATE_NOOP("Commands", "Previous prompt"), NoKey, "Ctrl+Shift+Tab Ctrl+PgUp", ""},

    {"assist.improve", QT_TRANSLATE_NOOP("Commands", "Help with the prompt"), QT_TRANSLATE_NOOP("Commands", "Improve the prompt …"), NoKey, "", "workbench"},
    {"assist.cases", QT_TRANSLATE_NOOP("Commands", "Help with the prompt"), QT_TRANSLATE_NOOP("Commands", "Make test cases …"), NoKey, "", "workbench"},
    {"assist.explain", QT_TRANSLATE_NOOP("Commands", "Help with the prompt"), QT_TRANSLATE_NOOP("Commands", "Explain what failed …"), NoKey, "", "workbench"},

    {"page.workbench", QT_TRANSLATE_NOOP("Commands", "Go to"), QT_TRANSLATE_NOOP("Commands", "Workbench"), NoKey, "Alt+1", ""},
    {"page.compare", QT_TRANSLATE_NOOP("Commands", "Go to"), QT_TRANSLATE_NOOP("Commands", "Compare"), NoKey, "Alt+2", ""},
    {"page.history", QT_TRANSLATE_NOOP("Commands", "Go to"), QT_TRANSLATE_NOOP("Commands", "History"), NoKey, "Alt+3", ""},
    {"page.costs", QT_TRANSLATE_NOOP("Commands", "Go to"), QT_TRANSLATE_NOOP("Commands", "Costs"), NoKey, "Alt+4", ""},
    {"page.settings", QT_TRANSLATE_NOOP("Commands", "Go to"), QT_TRANSLATE_NOOP("Commands", "Settings"), NoKey, "Alt+5", ""},
    {"page.faultLab", QT_TRANSLATE_NOOP("Commands", "Go to"), QT_TRANSLATE_NOOP("Commands", "Fault lab"), NoKey, "Alt+6", ""},
    {"page.budgets", QT_TRANSLATE_NOOP("Commands", "Go to"), QT_TRANSLATE_NOOP("Commands", "Budgets"), NoKey, "Alt+7", ""},

    {command::Find, QT_TRANSLATE_NOOP("Commands", "Find"), QT_TRANSLATE_NOOP("Commands", "Find here"), QKeySequence::Find, "Ctrl+F", ""},
    {"find.next", QT_TRANSLATE_NOOP("Commands", "Find"), QT_TRANSLATE_NOOP("Commands", "Find the next"), QKeySequence::FindNext, "F3", ""},
    {"find.previous", QT_TRANSLATE_NOOP("Commands", "Find"), QT_TRANSLATE_NOOP("Commands", "Find the previous"), QKeySequence::FindPrevious, "Shift+F3", ""},
    {"find.replace", QT_TRANSLATE_NOOP("Commands", "Find"), QT_TRANSLATE_NOOP("Commands", "Find and replace"), NoKey, "Ctrl+H", "workbench"},
    {command::SearchHistory, QT_TRANSLATE_NOOP("Commands", "Find"), QT_TRANSLATE_NOOP("Commands", "Search the history"), NoKey, "Ctrl+Shift+F", ""},

    {"diff.next", QT_TRANSLATE_NOOP("Commands", "Find"), QT_TRANSLATE_NOOP("Commands", "Next change of a diff"), NoKey, "Alt+Down", "diff"},
    {"diff.previous", QT_TRANSLATE_NOOP("Commands", "Find"), QT_TRANSLATE_NOOP("Commands", "Change before of a diff"), NoKey, "Alt+Up", "diff"},

    {"history.diff", QT_TRANSLATE_NOOP("Commands", "Lists"), QT_TRANSLATE_NOOP("Commands", "Compare the two selected runs"), NoKey, "Ctrl+Shift+D", "list"},
    {"list.open", QT_TRANSLATE_NOOP("Commands", "Lists"), QT_TRANSLATE_NOOP("Commands", "Open the selected"), NoKey, "Return Enter", "list"},
    {"list.duplicate", QT_TRANSLATE_NOOP("Commands", "Lists"), QT_TRANSLATE_NOOP("Commands", "Duplicate the selected"), NoKey, "Ctrl+D", "list"},
    {"list.rename", QT_TRANSLATE_NOOP("Commands", "Lists"), QT_TRANSLATE_NOOP("Commands", "Rename the selected"), NoKey, "F2", "list"},
    {"list.delete", QT_TRANSLATE_NOOP("Commands", "Lists"), QT_TRANSLATE_NOOP("Commands", "Delete the selected"), NoKey, "Del", "list"},

    {"run.star", QT_TRANSLATE_NOOP("Commands", "Runs"), QT_TRANSLATE_NOOP("Commands", "Star the chosen runs"), NoKey, "S", "history"},
    {"run.rate1", QT_TRANSLATE_NOOP("Commands", "Runs"), QT_TRANSLATE_NOOP("Commands", "Rate the chosen runs 1"), NoKey, "1", "history"},
    {"run.rate2", QT_TRANSLATE_NOOP("Commands", "Runs"), QT_TRANSLATE_NOOP("Commands", "Rate the chosen runs 2"), NoKey, "2", "history"},
    {"run.rate3", QT_TRANSLATE_NOOP("Commands", "Runs"), QT_TRANSLATE_NOOP("Commands", "Rate the chosen runs 3"), NoKey, "3", "history"},
    {"run.rate4", QT_TRANSLATE_NOOP("Commands", "Runs"), QT_TRANSLATE_NOOP("Commands", "Rate the chosen runs 4"), NoKey, "4", "history"},
    {"run.rate5", QT_TRANSLATE_NOOP("Commands", "Runs"), QT_TRANSLATE_NOOP("Commands", "Rate the chosen runs 5"), NoKey, "5", "history"},
    {"run.rate0", QT_TRANSLATE_NOOP("Commands", "Runs"), QT_TRANSLATE_NOOP("Commands", "Take the rating away"), NoKey, "0", "history"},
    {"run.tag", QT_TRANSLATE_NOOP("Commands", "Runs"), QT_TRANSLATE_NOOP("Commands", "Tag the chosen runs …"), NoKey, "T", "history"},

    {command::Palette, QT_TRANSLATE_NOOP("Commands", "Window"), QT_TRANSLATE_NOOP("Commands", "Command palette"), NoKey, "Ctrl+K Ctrl+Shift+P Ctrl+Alt+I", ""},
    {command::Shortcuts, QT_TRANSLATE_NOOP("Commands", "Window"), QT_TRANSLATE_NOOP("Commands", "Keyboard shortcuts"), NoKey, "Ctrl+?", ""},
    {command::Settings, QT_TRANSLATE_NOOP("Commands", "Window"), QT_TRANSLATE_NOOP("Commands", "Open the settings"), QKeySequence::Preferences, "Ctrl+,", ""},
    {command::Help, QT_TRANSLATE_NOOP("Commands", "Window"), QT_TRANSLATE_NOOP("Commands", "Guides"), QKeySequence::HelpContents, "F1", ""},
    {"view.sidebar", QT_TRANSLATE_NOOP("Commands", "Window"), QT_TRANSLATE_NOOP("Commands", "Show or hide the sidebar"), NoKey, "F9", ""},
    {command::FullScreen, QT_TRANSLATE_NOOP("Commands", "Window"), QT_TRANSLATE_NOOP("Commands", "Full screen"), NoKey, "F11", ""},
    {command::ZoomIn, QT_TRANSLATE_NOOP("Commands", "Window"), QT_TRANSLATE_NOOP("Commands", "Larger text"), QKeySequence::ZoomIn, "Ctrl++ Ctrl+=", ""},
    {command::ZoomOut, QT_TRANSLATE_NOOP("Commands", "Window"), QT_TRANSLATE_NOOP("Commands", "Smaller text"), QKeySequence::ZoomOut, "Ctrl+-", ""},
    {command::ZoomReset, QT_TRANSLATE_NOOP("Commands", "Window"), QT_TRANSLATE_NOOP("Commands", "Text in its usual size"), NoKey, "Ctrl+0", ""},
    {command::Quit, QT_TRANSLATE_NOOP("Commands", "Window"), QT_TRANSLATE_NOOP("Commands", "Quit Burin"), QKeySequence::Quit, "Ctrl+Q", ""},
};
// clang-format on

QString commandText(const char *source)
{
    return QCoreApplication::translate("Commands", source);
}

} // namespace

std::span<const CommandEntry> commandRows()
{
    return rows;
}

const CommandEntry *commandRow(const QString &id)
{
    const auto row = std::ranges::find_if(rows, [&](const CommandEntry &r) { return id == QLatin1StringView(r.id); });
    return row == std::end(rows) ? nullptr : row;
}

QString commandTitle(const CommandEntry &row)
{
    return commandText(row.title);
}

QString commandGroup(const CommandEntry &row)
{
    return commandText(row.group);
}

QList<QKeySequence> defaultKeys(const CommandEntry &row)
{
    QList<QKeySequence> keys;
    if (row.standard != QKeySequence::UnknownKey) keys = QKeySequence::keyBindings(row.standard);
    for (const QString &text : QString::fromLatin1(row.keys).split(u' ', Qt::SkipEmptyParts))
        if (const auto one = QKeySequence::fromString(text, QKeySequence::PortableText); !keys.contains(one))
            keys += one;
    return keys;
}

} // namespace burin
