#pragma once

namespace burin {

/// Loads the translation for the user's language, or the English one, which holds the plural forms ("%n run(s)").
/// Call once, in main(), after the application object is made.
void installLanguage();

} // namespace burin
