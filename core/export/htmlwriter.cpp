#include "core/export/htmlpage.h"
#include "core/export/runwriters.h"
#include "core/export/transfertext.h"

namespace burin {

namespace {

class HtmlWriter : public RunWriter {
public:
    QByteArray begin() override { return htmlBegin(Transfer::tr("Runs")); }
    QByteArray add(const PortableRun &run) override
    {
        const QString html = htmlRun(run.record, run.note, 2);
        return "<article>\n" + html.toUtf8() + "</article>\n";
    }
    QByteArray end() override { return htmlEnd(); }
};

} // namespace

std::unique_ptr<RunWriter> htmlWriter()
{
    return std::make_unique<HtmlWriter>();
}

} // namespace burin
