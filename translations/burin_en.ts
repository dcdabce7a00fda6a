<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Costs</name>
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
        <source>%n run(s) were interrupted; what arrived is in the history.</source>
        <translation>
            <numerusform>%n run was interrupted; what arrived is in the history.</numerusform>
            <numerusform>%n runs were interrupted; what arrived is in the history.</numerusform>
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
    <name>burin::CostChart</name>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n run</numerusform>
            <numerusform>%n runs</numerusform>
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
    <name>burin::CostsPage</name>
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
    <message numerus="yes">
        <source>No runs in the last %n days.</source>
        <translation>
            <numerusform>No runs in the last %n day.</numerusform>
            <numerusform>No runs in the last %n days.</numerusform>
        </translation>
    </message>
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
</TS>
