#include "core/export/portablejson.h"
#include "core/export/runwriters.h"

namespace burin {

namespace {

class JsonLinesWriter : public RunWriter {
public:
    QByteArray add(const PortableRun &run) override { return toJsonLine(run) + '\n'; }
};

/// An array with one run a line.
class JsonArrayWriter : public RunWriter {
public:
    QByteArray begin() override { return "["; }
    QByteArray add(const PortableRun &run) override
    {
        const QByteArray separator = m_first ? "\n" : ",\n";
        m_first = false;
        return separator + toJsonLine(run);
    }
    QByteArray end() override { return "\n]\n"; }

private:
    bool m_first = true;
};

} // namespace

std::unique_ptr<RunWriter> jsonWriter()
{
    return std::make_unique<JsonArrayWriter>();
}

std::unique_ptr<RunWriter> jsonLinesWriter()
{
    return std::make_unique<JsonLinesWriter>();
}

} // namespace burin
