#pragma once

#include "core/store/llmrun.h"

namespace burin {

class LlmFile;
class LlmRecord;

/// The exchange of a row of table "turns": the messages from the beginning of the conversation to the turn's tip, which
/// are a chain of parents; those the model wrote last are the answer.
LlmExchange turnExchange(LlmFile &file, const LlmRecord &turn);

} // namespace burin
