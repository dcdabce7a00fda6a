#pragma once

#include "core/exchange/mapreader.h"

namespace burin::native {

// The parts of the native format that both reading and writing know. See native.cpp for the whole.

constexpr const char FormatId[] = "native";
constexpr const char OwnKey[] = "x-burin"; ///< Where all is that GitHub Models' format has no key for.

/// The name of a case that has none, by its place from 0.
QString caseName(size_t index);

DataNode attachmentNode(const Attachment &attachment);
std::optional<Attachment> attachmentFrom(const DataNode &node);

/// "jsonSchema" as GitHub Models has it: a JSON text with the name and the schema.
QString jsonSchemaText(const ResponseFormat &format);
/// Nothing when @p text is no such text. Members beside the two are not looked at.
std::optional<ResponseFormat> formatFromJsonSchema(const QString &text);

/// The message as a map with role and content, and all else that it has.
DataNode messageNode(const PromptMessage &message);
/// Whether "messages" itself can hold @p message whole.
bool isPlainMessage(const PromptMessage &message);
/// Whether it stands in "messages" at all, perhaps with more about it in x-burin.
bool isListedMessage(const PromptMessage &message);

/// Writes the members of x-burin; an empty map when it needs none.
DataNode ownNode(const PromptFile &file);
/// Reads them into reader's file. @p listed are the messages of "messages".
void readOwn(MapReader &reader, const std::vector<PromptMessage> &listed);

} // namespace burin::native
