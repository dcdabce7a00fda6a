#pragma once

#include "core/export/exportformats.h"

namespace burin {

// The writers behind the rows of exportFormats().

std::unique_ptr<RunWriter> csvWriter();
std::unique_ptr<RunWriter> jsonWriter();
std::unique_ptr<RunWriter> jsonLinesWriter();
std::unique_ptr<RunWriter> markdownWriter();
std::unique_ptr<RunWriter> htmlWriter();

} // namespace burin
