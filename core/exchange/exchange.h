#pragma once

#include "core/domain/error.h"
#include "core/domain/prompt.h"
#include "core/exchange/datanode.h"

#include <QByteArray>
#include <QCoreApplication>

#include <span>

namespace burin {

/// The translation context of this folder.
struct ExchangeText {
    Q_DECLARE_TR_FUNCTIONS(ExchangeText)
};

/// What a file has and a prompt has no place for: kept as it is, and written back where it was.
struct KeptPart {
    QString format;   ///< The id of the format it belongs to.
    QStringList path; ///< Keys and, in lists, indices from the root of the document.
    DataNode value = {};
    bool operator==(const KeptPart &) const = default;
};

/// A prompt as a file holds it.
struct PromptFile {
    PromptDraft draft; ///< Without ids of the database.
    std::vector<ValueSet> cases = {};
    QString description = {};
    QStringList tags = {};
    QStringList labels = {}; ///< "production", "candidate", …
    QString note = {};       ///< Of the version.
    QString comment = {};    ///< The lines of comment before the first key, with their "#".
    std::vector<KeptPart> kept = {};
    bool operator==(const PromptFile &) const = default;
};

/// A part that was not taken over as it was, or that a format cannot hold.
struct Notice {
    FilePlace place = {};
    QString what = {};     ///< The part, as the file calls it: "config.topK".
    QString sentence = {}; ///< What became of it, in the user's language.
};
/// "12:3: config.topK: …", without the place where there is none.
QString toString(const Notice &notice);

struct Imported {
    std::vector<PromptFile> prompts;
    std::vector<Notice> notices = {};
};

struct Exported {
    QByteArray bytes;
    std::vector<Notice> notices = {};
};

/// A file to read. Pure: other files that it names are never opened.
struct ExchangeSource {
    QByteArray bytes;
    QString fileName = {}; ///< Without folders; gives the title where the file has none.
};

/// A file format: one row, one file of this folder.
struct ExchangeFormat {
    const char *id;
    const char *title;      ///< Source text, context "ExchangeText".
    const char *extensions; ///< Separated by spaces, without the leading dot; the first is for writing.
    /// Whether a file that has one of the extensions, or none that is known, looks like this format.
    bool (*sniff)(const ExchangeSource &source);
    Result<Imported> (*read)(const ExchangeSource &source);
    Exported (*write)(const PromptFile &file);
};

std::span<const ExchangeFormat> exchangeFormats();
/// Null when there is none of that id.
const ExchangeFormat *exchangeFormat(const QString &id);
/// By what is in it, then by its name; null when it is none of ours.
const ExchangeFormat *recognized(const ExchangeSource &source);
/// By the extension of @p fileName alone, for writing; null when it fits none.
const ExchangeFormat *formatForName(const QString &fileName);
/// @p fileName without folders and without the extension of any format.
QString titleFromName(const QString &fileName);

// What the rows name.
bool looksNative(const ExchangeSource &source);
Result<Imported> readNative(const ExchangeSource &source);
Exported writeNative(const PromptFile &file);
bool looksDotprompt(const ExchangeSource &source);
Result<Imported> readDotprompt(const ExchangeSource &source);
Exported writeDotprompt(const PromptFile &file);
bool looksPrompty(const ExchangeSource &source);
Result<Imported> readPrompty(const ExchangeSource &source);
Exported writePrompty(const PromptFile &file);
bool looksPrompty2(const ExchangeSource &source);
Exported writePrompty2(const PromptFile &file);
bool looksPromptfoo(const ExchangeSource &source);
Result<Imported> readPromptfoo(const ExchangeSource &source);
Exported writePromptfoo(const PromptFile &file);
bool looksLangfuse(const ExchangeSource &source);
Result<Imported> readLangfuse(const ExchangeSource &source);
Exported writeLangfuse(const PromptFile &file);
bool looksLlmTemplate(const ExchangeSource &source);
Result<Imported> readLlmTemplate(const ExchangeSource &source);
Exported writeLlmTemplate(const PromptFile &file);

} // namespace burin
