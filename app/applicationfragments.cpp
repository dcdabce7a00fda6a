#include "app/application.h"

#include "core/store/fragments.h"
#include "ui/compare/comparepage.h"
#include "ui/library/librarypanel.h"
#include "ui/workbench/promptpane.h"
#include "ui/workbench/workbenchpage.h"

// The parts that prompts include: the library's prompts, read as soon as one is named.

namespace burin {

void Application::wireFragments()
{
    const FragmentSource source = [this](const QStringList &names) {
        return m_database.run([names](const QSqlDatabase &db) { return loadFragments(db, names); });
    };
    PromptPane *prompt = m_workbench->prompt();
    prompt->setFragmentSource(source);
    m_compare->setFragmentSource(source);
    connect(m_library, &LibraryPanel::changed, prompt, &PromptPane::refreshFragments);
    connect(prompt, &PromptPane::fragmentsRead, this, [this] { showEstimate(m_workbench->draft()); });
}

} // namespace burin
