<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Costs</name>
    <message numerus="yes">
        <source>%1 of it estimated, %n run(s)</source>
        <translation>
            <numerusform>%1 of it estimated, %n run</numerusform>
            <numerusform>%1 of it estimated, %n runs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n retry(s)</source>
        <translation>
            <numerusform>%n retry</numerusform>
            <numerusform>%n retries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n run</numerusform>
            <numerusform>%n runs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) with a price</source>
        <translation>
            <numerusform>%n run with a price</numerusform>
            <numerusform>%n runs with a price</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) without a price</source>
        <translation>
            <numerusform>%n run without a price</numerusform>
            <numerusform>%n runs without a price</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FaultLab</name>
    <message numerus="yes">
        <source>%n attempt(s)</source>
        <translation>
            <numerusform>%n attempt</numerusform>
            <numerusform>%n attempts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Providers</name>
    <message numerus="yes">
        <source>Connected: %n model(s).</source>
        <translation>
            <numerusform>Connected: %n model.</numerusform>
            <numerusform>Connected: %n models.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Replay</name>
    <message numerus="yes">
        <source>%n piece(s)</source>
        <translation>
            <numerusform>%n piece</numerusform>
            <numerusform>%n pieces</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunDetail</name>
    <message numerus="yes">
        <source>%n frame(s) of the stream</source>
        <translation>
            <numerusform>%n frame of the stream</numerusform>
            <numerusform>%n frames of the stream</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>burin::Application</name>
    <message numerus="yes">
        <source>%n prompt(s) imported.</source>
        <translation>
            <numerusform>%n prompt imported.</numerusform>
            <numerusform>%n prompts imported.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) were interrupted; what arrived is in the history.</source>
        <translation>
            <numerusform>%n run was interrupted; what arrived is in the history.</numerusform>
            <numerusform>%n runs were interrupted; what arrived is in the history.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) have the cost they had before.</source>
        <translation>
            <numerusform>%n run has the cost it had before.</numerusform>
            <numerusform>%n runs have the cost they had before.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) have a new cost.</source>
        <translation>
            <numerusform>%n run has a new cost.</numerusform>
            <numerusform>%n runs have a new cost.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) added</source>
        <translation>
            <numerusform>%n run added</numerusform>
            <numerusform>%n runs added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n were here already</source>
        <translation>
            <numerusform>%n was here already</numerusform>
            <numerusform>%n were here already</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n could not be taken</source>
        <translation>
            <numerusform>%n could not be taken</numerusform>
            <numerusform>%n could not be taken</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) exported into %1.</source>
        <translation>
            <numerusform>%n run exported into %1.</numerusform>
            <numerusform>%n runs exported into %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n earlier run(s) are being made searchable; you can work meanwhile.</source>
        <translation>
            <numerusform>One earlier run is being made searchable; you can work meanwhile.</numerusform>
            <numerusform>%n earlier runs are being made searchable; you can work meanwhile.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) were recovered.</source>
        <translation>
            <numerusform>One run was recovered.</numerusform>
            <numerusform>%n runs were recovered.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %n run(s), prompt and answer could not be read.</source>
        <translation>
            <numerusform>Of one run, prompt and answer could not be read.</numerusform>
            <numerusform>Of %n runs, prompt and answer could not be read.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>burin::CostFilterBar</name>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Last %n days</source>
        <translation>
            <numerusform>Last %n day</numerusform>
            <numerusform>Last %n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>burin::CostsPage</name>
    <message numerus="yes">
        <source>Show %n days</source>
        <translation>
            <numerusform>Show %n day</numerusform>
            <numerusform>Show %n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>burin::EndNote</name>
    <message numerus="yes">
        <source>%n token(s) kept.</source>
        <translation>
            <numerusform>%n token kept.</numerusform>
            <numerusform>%n tokens kept.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>burin::ParameterPopup</name>
    <message numerus="yes">
        <source>%n stop(s)</source>
        <translation>
            <numerusform>%n stop</numerusform>
            <numerusform>%n stops</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>burin::BlockingPage</name>
    <message numerus="yes">
        <source>Quit and lose %n answer(s)</source>
        <translation>
            <numerusform>Quit and lose %n answer</numerusform>
            <numerusform>Quit and lose %n answers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: an answer of %n character(s)</source>
        <translation>
            <numerusform>%1: an answer of %n character</numerusform>
            <numerusform>%1: an answer of %n characters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) ended and are held in memory until they can be stored:</source>
        <translation>
            <numerusform>%n run ended and is held in memory until it can be stored:</numerusform>
            <numerusform>%n runs ended and are held in memory until they can be stored:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>History</name>
    <message numerus="yes">
        <source>One of %n run(s) of a batch: %1</source>
        <translation>
            <numerusform>One run of a batch: %1</numerusform>
            <numerusform>One of %n runs of a batch: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) deleted. What they cost stays.</source>
        <translation>
            <numerusform>%n run deleted. What it cost stays.</numerusform>
            <numerusform>%n runs deleted. What they cost stays.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) tagged with “%1”.</source>
        <translation>
            <numerusform>%n run tagged with “%1”.</numerusform>
            <numerusform>%n runs tagged with “%1”.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) lost the tag “%1”.</source>
        <translation>
            <numerusform>%n run lost the tag “%1”.</numerusform>
            <numerusform>%n runs lost the tag “%1”.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) rated %1.</source>
        <translation>
            <numerusform>%n run rated %1.</numerusform>
            <numerusform>%n runs rated %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) starred.</source>
        <translation>
            <numerusform>%n run starred.</numerusform>
            <numerusform>%n runs starred.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) lost their star.</source>
        <translation>
            <numerusform>%n run lost its star.</numerusform>
            <numerusform>%n runs lost their star.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>burin::HistoryPage</name>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n run</numerusform>
            <numerusform>%n runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>burin::QueryBar</name>
    <message numerus="yes">
        <source>Last %n day(s)</source>
        <translation>
            <numerusform>Last %n day</numerusform>
            <numerusform>Last %n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>burin::RunFooter</name>
    <message numerus="yes">
        <source>%n attempt(s)</source>
        <translation>
            <numerusform>%n attempt</numerusform>
            <numerusform>%n attempts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>burin::AnswerPane</name>
    <message numerus="yes">
        <source>%n fallback(s)</source>
        <translation>
            <numerusform>%n fallback</numerusform>
            <numerusform>%n fallbacks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>burin::LibraryPanel</name>
    <message numerus="yes">
        <source>%n prompt(s) deleted.</source>
        <translation>
            <numerusform>%n prompt deleted.</numerusform>
            <numerusform>%n prompts deleted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n prompt(s) moved.</source>
        <translation>
            <numerusform>%n prompt moved.</numerusform>
            <numerusform>%n prompts moved.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>burin::FindBar</name>
    <message numerus="yes">
        <source>%n hit(s)</source>
        <translation>
            <numerusform>%n hit</numerusform>
            <numerusform>%n hits</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>burin::LaneAnswer</name>
    <message numerus="yes">
        <source>%n word(s) added</source>
        <translation>
            <numerusform>%n word added</numerusform>
            <numerusform>%n words added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n removed</source>
        <translation>
            <numerusform>%n removed</numerusform>
            <numerusform>%n removed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>burin::LanePane</name>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n run</numerusform>
            <numerusform>%n runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>burin::LaneVerdict</name>
    <message numerus="yes">
        <source>%n star(s)</source>
        <translation>
            <numerusform>%n star</numerusform>
            <numerusform>%n stars</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>burin::VarianceView</name>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n run</numerusform>
            <numerusform>%n runs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n distinct answer(s)</source>
        <translation>
            <numerusform>%n distinct answer</numerusform>
            <numerusform>%n distinct answers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n without an answer</source>
        <translation>
            <numerusform>%n without an answer</numerusform>
            <numerusform>%n without an answer</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>burin::ToolsSection</name>
    <message numerus="yes">
        <source>%n tool(s)</source>
        <translation>
            <numerusform>%n tool</numerusform>
            <numerusform>%n tools</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>burin::ConversationPane</name>
    <message numerus="yes">
        <source>Conversation, %n turn(s)</source>
        <translation>
            <numerusform>Conversation, %n turn</numerusform>
            <numerusform>Conversation, %n turns</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>burin::VersionDiffWindow</name>
    <message numerus="yes">
        <source>%n part(s) differ</source>
        <translation>
            <numerusform>%n part differs</numerusform>
            <numerusform>%n parts differ</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BurnDown</name>
    <message numerus="yes">
        <source>Lasts %n more day(s) at the mean of the days before.</source>
        <translation>
            <numerusform>Lasts %n more day at the mean of the days before.</numerusform>
            <numerusform>Lasts %n more days at the mean of the days before.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>How long it lasts is told after %n whole day(s) of history.</source>
        <translation>
            <numerusform>How long it lasts is told after %n whole day of history.</numerusform>
            <numerusform>How long it lasts is told after %n whole days of history.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A projection takes %n whole day(s) of history.</source>
        <translation>
            <numerusform>A projection takes %n whole day of history.</numerusform>
            <numerusform>A projection takes %n whole days of history.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Reprice</name>
    <message numerus="yes">
        <source>%n request(s)</source>
        <translation>
            <numerusform>%n request</numerusform>
            <numerusform>%n requests</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n run(s): %2 become %3.</source>
        <translation>
            <numerusform>%1 of %n run: %2 become %3.</numerusform>
            <numerusform>%1 of %n runs: %2 become %3.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n run(s): %2 were known to be charged, %3 it would be there.</source>
        <translation>
            <numerusform>%1 of %n run: %2 were known to be charged, %3 it would be there.</numerusform>
            <numerusform>%1 of %n runs: %2 were known to be charged, %3 it would be there.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %n the old amount is not known; it counts nothing in the old sum.</source>
        <translation>
            <numerusform>Of %n the old amount is not known; it counts nothing in the old sum.</numerusform>
            <numerusform>Of %n the old amount is not known; they count nothing in the old sum.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more cannot be priced: no tokens were counted, or there is no price.</source>
        <translation>
            <numerusform>%n more cannot be priced: no tokens were counted, or there is no price.</numerusform>
            <numerusform>%n more cannot be priced: no tokens were counted, or there is no price.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Drift</name>
    <message numerus="yes">
        <source>%n without a price</source>
        <translation>
            <numerusform>%n without a price</numerusform>
            <numerusform>%n without a price</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) of the ledger have no known price.</source>
        <translation>
            <numerusform>%n request of the ledger has no known price.</numerusform>
            <numerusform>%n requests of the ledger have no known price.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s) are in both.</source>
        <translation>
            <numerusform>%n answer is in both.</numerusform>
            <numerusform>%n answers are in both.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of these %n have another cost here.</source>
        <translation>
            <numerusform>Of these %n has another cost here.</numerusform>
            <numerusform>Of these %n have another cost here.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>burin::UnpricedList</name>
    <message numerus="yes">
        <source>and %n more model(s)</source>
        <translation>
            <numerusform>and %n more model</numerusform>
            <numerusform>and %n more models</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s), last on %1</source>
        <translation>
            <numerusform>%n run, last on %1</numerusform>
            <numerusform>%n runs, last on %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>burin::RepricePane</name>
    <message numerus="yes">
        <source>Apply to %n run(s)</source>
        <translation>
            <numerusform>Apply to %n run</numerusform>
            <numerusform>Apply to %n runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>burin::ChangesPreview</name>
    <message numerus="yes">
        <source>The list of %1 differs in %n price(s). Runs that were priced before keep their cost.</source>
        <translation>
            <numerusform>The list of %1 differs in %n price. Runs that were priced before keep their cost.</numerusform>
            <numerusform>The list of %1 differs in %n prices. Runs that were priced before keep their cost.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take %n price(s)</source>
        <translation>
            <numerusform>Take %n price</numerusform>
            <numerusform>Take %n prices</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>burin::PricesPane</name>
    <message numerus="yes">
        <source>%n row(s); of several for a model the last one that holds counts, own ones first</source>
        <translation>
            <numerusform>%n row; of several for a model the last one that holds counts, own ones first</numerusform>
            <numerusform>%n rows; of several for a model the last one that holds counts, own ones first</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n row(s)</source>
        <translation>
            <numerusform>%1 of %n row</numerusform>
            <numerusform>%1 of %n rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>burin::ReconcilePane</name>
    <message numerus="yes">
        <source>Of %n answer(s) of %1 the cost is unknown or estimated; it can still be asked for.</source>
        <translation>
            <numerusform>Of %n answer of %1 the cost is unknown or estimated; it can still be asked for.</numerusform>
            <numerusform>Of %n answers of %1 the cost is unknown or estimated; it can still be asked for.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s) have the provider&apos;s cost now.</source>
        <translation>
            <numerusform>%n answer has the provider&apos;s cost now.</numerusform>
            <numerusform>%n answers have the provider&apos;s cost now.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %n nothing was told.</source>
        <translation>
            <numerusform>Of %n nothing was told.</numerusform>
            <numerusform>Of %n nothing was told.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>burin::TelemetryPane</name>
    <message numerus="yes">
        <source>%n run(s) wait to be sent.</source>
        <translation>
            <numerusform>%n run waits to be sent.</numerusform>
            <numerusform>%n runs wait to be sent.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WireText</name>
    <message numerus="yes">
        <source>[%n more byte(s) were not recorded]</source>
        <translation>
            <numerusform>[%n more byte was not recorded]</numerusform>
            <numerusform>[%n more bytes were not recorded]</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>burin::PromptView</name>
    <message numerus="yes">
        <source>%n more character(s) are not shown here; Copy has them.</source>
        <translation>
            <numerusform>%n more character is not shown here; Copy has it.</numerusform>
            <numerusform>%n more characters are not shown here; Copy has them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunDiff</name>
    <message numerus="yes">
        <source>… %n line(s) the same …</source>
        <translation>
            <numerusform>… %n line the same …</numerusform>
            <numerusform>… %n lines the same …</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>burin::RunDiffWindow</name>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation>
            <numerusform>%n change</numerusform>
            <numerusform>%n changes</numerusform>
        </translation>
    </message>
</context>
</TS>
