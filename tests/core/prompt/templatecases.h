#pragma once

#include <vector>

namespace burin {

/// What a template gives, or after "!" its errors as kind, line:column and name.
struct TemplateCase {
    const char *group;
    const char *name;
    const char *text;
    const char *values; ///< JSON.
    const char *expected;
};

std::vector<TemplateCase> templateCases();

} // namespace burin
