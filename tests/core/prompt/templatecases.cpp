#include "tests/core/prompt/templatecases.h"

// Apart from the test, because moc loses its way in raw strings with braces.

namespace burin {

namespace {

struct Case {
    const char *name;
    const char *text;
    const char *values;
    const char *expected;
};

// clang-format off
const Case values[] = {
    {"text", "{{a}}", R"({"a":"x"})", "x"},
    {"whole number", "{{a}}", R"({"a":3})", "3"},
    {"fraction", "{{a}}", R"({"a":0.1})", "0.1"},
    {"negative", "{{a}}", R"({"a":-2.5})", "-2.5"},
    {"beyond the doubles", "{{a}}", R"({"a":9007199254740993})", "9007199254740993"},
    {"exponent", "{{a}}", R"({"a":1e300})", "1e+300"},
    {"true", "{{a}}", R"({"a":true})", "true"},
    {"false", "{{a}}", R"({"a":false})", "false"},
    {"null prints nothing", "[{{a}}]", R"({"a":null})", "[]"},
    {"list prints as JSON", "{{a}}", R"({"a":["x",1]})", R"(["x",1])"},
    {"object prints as JSON", "{{a}}", R"({"a":{"b":"c"}})", R"({"b":"c"})"},
    {"nothing is escaped", "{{a}}", R"({"a":"<b> & \"q\""})", "<b> & \"q\""},
    {"path", "{{a.b.c}}", R"({"a":{"b":{"c":"x"}}})", "x"},
    {"index", "{{a.1}}", R"({"a":["x","y"]})", "y"},
    {"index in brackets", "{{a.[0]}}", R"({"a":["x","y"]})", "x"},
    {"member in brackets", "{{a.[b c]}}", R"({"a":{"b c":"x"}})", "x"},
    {"length of a list", "{{a.length}}", R"({"a":[1,2,3]})", "3"},
    {"three braces", "{{{a}}}", R"({"a":"<x>"})", "<x>"},
    {"three braces with a path", "{{{ a.b }}}", R"({"a":{"b":1}})", "1"},
    {"four braces", "{{{{a}}}}", R"({"a":"x"})", "{{x}}"},
    {"three that two close", "{{{a}}", R"({"a":"x"})", "{x"},
    {"in a JSON text", R"({"k":"{{a}}","l":{"m":{{b}} }})", R"({"a":"x","b":1})", R"({"k":"x","l":{"m":1 }})"},
    {"escaped block", "\\{{#if a}}", "{}", "{{#if a}}"},
    {"escaped fragment", "\\{{> a}} \\{{! b}}", "{}", "{{> a}} {{! b}}"},
    {"this at the top", "{{this}}", R"({"a":1})", R"({"a":1})"},
    {"this with a member", "{{this.a}}", R"({"a":1})", "1"},
    {"root", "{{@root.a}}", R"({"a":1})", "1"},
    {"a value is not expanded", "{{a}}", R"({"a":"{{b}} {{#if c}}","b":1})", "{{b}} {{#if c}}"},
    {"values do not join to a tag", "{{a}}{{b}}", R"({"a":"{{","b":"a}}"})", "{{a}}"},
};

const Case conditions[] = {
    {"if true", "{{#if a}}x{{/if}}", R"({"a":true})", "x"},
    {"if false", "{{#if a}}x{{/if}}", R"({"a":false})", ""},
    {"if missing", "{{#if a}}x{{/if}}", "{}", ""},
    {"if null", "{{#if a}}x{{/if}}", R"({"a":null})", ""},
    {"if zero", "{{#if a}}x{{/if}}", R"({"a":0})", ""},
    {"if empty text", "{{#if a}}x{{/if}}", R"({"a":""})", ""},
    {"if empty list", "{{#if a}}x{{/if}}", R"({"a":[]})", ""},
    {"if empty object", "{{#if a}}x{{/if}}", R"({"a":{}})", "x"},
    {"if text", "{{#if a}}x{{/if}}", R"({"a":"false"})", "x"},
    {"if missing member", "{{#if a.b.c}}x{{else}}y{{/if}}", R"({"a":1})", "y"},
    {"else", "{{#if a}}x{{else}}y{{/if}}", R"({"a":0})", "y"},
    {"else is not taken", "{{#if a}}x{{else}}y{{/if}}", R"({"a":1})", "x"},
    {"else if", "{{#if a}}1{{else if b}}2{{else}}3{{/if}}", R"({"b":1})", "2"},
    {"else after else if", "{{#if a}}1{{else if b}}2{{else}}3{{/if}}", "{}", "3"},
    {"three conditions", "{{#if a}}1{{else if b}}2{{else if c}}3{{/if}}", R"({"c":1})", "3"},
    {"else unless", "{{#if a}}1{{else unless b}}2{{/if}}", "{}", "2"},
    {"unless", "{{#unless a}}x{{/unless}}", R"({"a":false})", "x"},
    {"unless missing", "{{#unless a}}x{{/unless}}", "{}", "x"},
    {"unless true", "{{#unless a}}x{{else}}y{{/unless}}", R"({"a":1})", "y"},
    {"nested", "{{#if a}}{{#if b}}x{{else}}y{{/if}}{{else}}z{{/if}}", R"({"a":1})", "y"},
    {"if keeps the context", "{{#with a}}{{#if b}}{{b}}{{/if}}{{/with}}", R"({"a":{"b":"x"}})", "x"},
    {"eq", "{{#if (eq a \"x\")}}y{{/if}}", R"({"a":"x"})", "y"},
    {"eq in single quotes", "{{#if (eq a 'x y')}}y{{/if}}", R"({"a":"x y"})", "y"},
    {"eq not", "{{#if (eq a \"x\")}}y{{else}}n{{/if}}", R"({"a":"z"})", "n"},
    {"eq of text and number", "{{#if (eq a 3)}}y{{/if}}", R"({"a":"3"})", "y"},
    {"eq of a boolean", "{{#if (eq a true)}}y{{/if}}", R"({"a":true})", "y"},
    {"eq of two variables", "{{eq a b}}", R"({"a":[1],"b":[1]})", "true"},
    {"eq of a missing one in a condition", "{{#if (eq a \"x\")}}y{{else}}n{{/if}}", "{}", "n"},
    {"eq within eq", "{{#if (eq (eq a 1) true)}}y{{/if}}", R"({"a":1})", "y"},
    {"a string with braces", "{{#if (eq a \"}}\")}}y{{/if}}", R"({"a":"}}"})", "y"},
    {"a string with a quote", R"({{eq a "\"" }})", R"({"a":"\""})", "true"},
    {"blanks in tags", "{{# if a }}x{{ else }}y{{/ if }}", R"({"a":1})", "x"},
    {"not taken, not wanted", "{{#if a}}{{b}}{{/if}}", "{}", ""},
};

const Case loops[] = {
    {"each", "{{#each a}}{{this}},{{/each}}", R"({"a":["x","y"]})", "x,y,"},
    {"each with a dot", "{{#each a}}{{.}}{{/each}}", R"({"a":[1,2]})", "12"},
    {"each of objects", "{{#each a}}{{b}}{{/each}}", R"({"a":[{"b":1},{"b":2}]})", "12"},
    {"this with a member in a loop", "{{#each a}}{{this.b}}{{/each}}", R"({"a":[{"b":1}]})", "1"},
    {"index", "{{#each a}}{{@index}}{{/each}}", R"({"a":["x","y","z"]})", "012"},
    {"first and last", "{{#each a}}{{#if @first}}<{{/if}}{{this}}{{#if @last}}>{{/if}}{{/each}}", R"({"a":[1,2,3]})", "<123>"},
    {"separator", "{{#each a}}{{this}}{{#unless @last}}, {{/unless}}{{/each}}", R"({"a":["x","y"]})", "x, y"},
    {"members by name", "{{#each a}}{{@key}}={{this}};{{/each}}", R"({"a":{"y":2,"x":1}})", "x=1;y=2;"},
    {"key of an element", "{{#each a}}{{@key}}{{/each}}", R"({"a":["x","y"]})", "01"},
    {"index of members", "{{#each a}}{{@index}}{{@last}};{{/each}}", R"({"a":{"x":1,"y":2}})", "0false;1true;"},
    {"outside of the loop", "{{#each a}}{{../b}}{{/each}}", R"({"a":[1,2],"b":"x"})", "xx"},
    {"two contexts up", "{{#each a}}{{#each this}}{{../../b}}{{/each}}{{/each}}", R"({"a":[[1],[2]],"b":"x"})", "xx"},
    {"parent", "{{#each a}}{{#with this}}{{..}}{{/with}}{{/each}}", R"({"a":[{"b":1}]})", R"({"b":1})"},
    {"root within", "{{#each a}}{{@root.b}}{{/each}}", R"({"a":[1],"b":"x"})", "x"},
    {"outer index", "{{#each a}}{{#each this}}{{@../index}}{{@index}} {{/each}}{{/each}}", R"({"a":[[0,0],[0]]})", "00 01 10 "},
    {"condition within a loop", "{{#each a}}{{#if b}}{{b}}{{else}}-{{/if}}{{/each}}", R"({"a":[{"b":1},{}]})", "1-"},
    {"if adds no context", "{{#each a}}{{#if this}}{{../b}}{{/if}}{{/each}}", R"({"a":[1],"b":"x"})", "x"},
    {"empty list", "{{#each a}}x{{/each}}", R"({"a":[]})", ""},
    {"else of an empty list", "{{#each a}}x{{else}}none{{/each}}", R"({"a":[]})", "none"},
    {"else of null", "{{#each a}}x{{else}}none{{/each}}", R"({"a":null})", "none"},
    {"else sees the values", "{{#each a}}x{{else}}{{b}}{{/each}}", R"({"a":{},"b":"y"})", "y"},
    {"else each", "{{#if a}}x{{else each b}}{{this}}{{/if}}", R"({"b":[1,2]})", "12"},
    {"each of a path", "{{#each a.b}}{{this}}{{/each}}", R"({"a":{"b":[1]}})", "1"},
    {"with", "{{#with a}}{{b}}{{/with}}", R"({"a":{"b":"x"}})", "x"},
    {"with in with", "{{#with a}}{{#with b}}{{c}}{{../d}}{{/with}}{{/with}}", R"({"a":{"b":{"c":1},"d":2}})", "12"},
    {"else of with", "{{#with a}}x{{else}}none{{/with}}", R"({"a":null})", "none"},
    {"json", "{{json a}}", R"({"a":{"b":[1,"x",null,true]}})", R"({"b":[1,"x",null,true]})"},
    {"json of a text", "{{json a}}", R"({"a":"x\"y\n"})", R"("x\"y\n")"},
    {"json of a number", "{{json a}}", R"({"a":1.5})", "1.5"},
    {"json of null", "{{json a}}", R"({"a":null})", "null"},
    {"json of an element", "{{#each a}}{{json this}}{{/each}}", R"({"a":["x",2]})", R"("x"2)"},
    {"json as a condition", "{{#if (json a)}}x{{/if}}", R"({"a":null})", "x"},
    {"json in three braces", "{{{json a}}}", R"({"a":[1]})", "[1]"},
    {"a variable called json", "{{json}} {{eq}}", R"({"json":1,"eq":2})", "1 2"},
    {"a variable called if", "{{if}} {{each}} {{elsewhere}}", R"({"if":1,"each":2,"elsewhere":3})", "1 2 3"},
};

const Case blanks[] = {
    {"comment", "a{{! b }}c", "{}", "ac"},
    {"comment with dashes", "a{{!-- b }} --}}c", "{}", "ac"},
    {"comment over lines", "a{{! b\nc }}d", "{}", "ad"},
    {"comment with dashes over lines", "a{{!--\n{{b}}\n--}}d", "{}", "ad"},
    {"empty comment", "a{{!}}b{{!----}}c", "{}", "abc"},
    {"comment on its own line", "a\n  {{! b }}\nc", "{}", "a\nc"},
    {"two comments on a line", "{{! a }}{{! b }}\nc", "{}", "\nc"},
    {"comment trims", "a {{~! b ~}} c", "{}", "ac"},
    {"comment with dashes trims", "a {{~!-- b --~}} c", "{}", "ac"},
    {"block on its own lines", "a\n{{#if b}}\nc\n{{/if}}\nd", R"({"b":1})", "a\nc\nd"},
    {"block on its own lines, CRLF", "a\r\n{{#if b}}\r\nc\r\n{{/if}}\r\nd", R"({"b":1})", "a\r\nc\r\nd"},
    {"block on its own lines, CR", "a\r{{#if b}}\rc\r{{/if}}\rd", R"({"b":1})", "a\rc\rd"},
    {"indented block", "  {{#if b}}\n  c\n  {{/if}}\nd", R"({"b":1})", "  c\nd"},
    {"blanks behind a block", "{{#if b}} \t\nc\n{{/if}}  ", R"({"b":1})", "c\n"},
    {"else on its own line", "{{#if b}}\nx\n{{else}}\ny\n{{/if}}\n", "{}", "y\n"},
    {"else if on its own line", "{{#if b}}\nx\n{{else if c}}\ny\n{{/if}}\n", R"({"c":1})", "y\n"},
    {"loop on its own lines", "{{#each a}}\n- {{this}}\n{{/each}}\nend", R"({"a":[1,2]})", "- 1\n- 2\nend"},
    {"text before a block", "a {{#if b}}\nc\n{{/if}}", R"({"b":1})", "a \nc\n"},
    {"text behind a block", "{{#if b}} x\nc{{/if}}", R"({"b":1})", " x\nc"},
    {"two blocks on a line", "{{#if b}}{{#if b}}\nx\n{{/if}}{{/if}}\n", R"({"b":1})", "\nx\n\n"},
    {"a value is never alone", "a\n{{b}}\nc", R"({"b":""})", "a\n\nc"},
    {"an escape before a block", "\\{{ {{#if b}}\nx{{/if}}", R"({"b":1})", "{{ \nx"},
    {"trim before", "a \n {{~b}} c", R"({"b":"x"})", "ax c"},
    {"trim after", "a {{b~}} \n c", R"({"b":"x"})", "a xc"},
    {"trim around", "a {{~ b ~}} c", R"({"b":"x"})", "axc"},
    {"trim in a block", "{{#each a~}} {{this}} {{~/each}}", R"({"a":[1,2]})", "12"},
    {"trim at else", "{{#if a}} x {{~else~}} y {{/if}}", "{}", "y "},
    {"a value's blanks stay", "a {{~b~}} c", R"({"b":" x "})", "a x c"},
    {"empty lines stay", "a\n\n{{#if b}}\n\nc\n{{/if}}", R"({"b":1})", "a\n\n\nc\n"},
};

const Case fragments[] = {
    {"fragment", "{{> plain}}", "{}", "plain text"},
    {"fragment in a sentence", "a {{> plain}} b", "{}", "a plain text b"},
    {"fragment sees the values", "{{> greeting}}", R"({"name":"Ada"})", "Hello Ada!"},
    {"argument", "{{> greeting name=\"Bo\"}}", "{}", "Hello Bo!"},
    {"argument by path", "{{> greeting name=user.first}}", R"({"user":{"first":"Cy"}})", "Hello Cy!"},
    {"argument hides a value", "{{> greeting name=\"Bo\"}}{{name}}", R"({"name":"Ada"})", "Hello Bo!Ada"},
    {"number as an argument", "{{> greeting name=7}}", "{}", "Hello 7!"},
    {"helper as an argument", "{{> greeting name=(json a)}}", R"({"a":[1]})", "Hello [1]!"},
    {"context", "{{> greeting user}}", R"({"user":{"name":"Di"}})", "Hello Di!"},
    {"context and argument", "{{> greeting user name=\"Ed\"}}", R"({"user":{"name":"Di"}})", "Hello Ed!"},
    {"in a loop", "{{#each a}}{{> greeting}}{{/each}}", R"({"a":[{"name":"x"},{"name":"y"}]})", "Hello x!Hello y!"},
    {"in a fragment", "{{> outer}}", R"({"name":"Ada"})", "<Hello Ada!>"},
    {"name with a dash and a slash", "{{> team/sign-off}}", "{}", "Bye"},
    {"on its own line", "a\n{{> plain}}\nb", "{}", "a\nplain textb"},
    {"indents its lines", "a\n  {{> lines}}\nb", "{}", "a\n  one\n  two\nb"},
    {"a fragment's values are not expanded", "{{> greeting}}", R"({"name":"{{x}}"})", "Hello {{x}}!"},
    {"a list of itself that ends", "{{> nested}}", R"({"kids":[{"kids":[]},{"kids":[]}]})", "(()())"},
};

const Case errors[] = {
    {"missing", "a {{b}}", "{}", "!Unfilled 1:3 b"},
    {"missing member", "{{a.b}}", R"({"a":{}})", "!Unfilled 1:1 a.b"},
    {"missing twice", "{{a}}\n{{b}}{{a}}", "{}", "!Unfilled 1:1 a!Unfilled 2:1 b"},
    {"missing in a loop, once", "{{#each a}}\n{{b}}\n{{/each}}", R"({"a":[1,2,3]})", "!Unfilled 2:1 b"},
    {"missing list", "{{#each a}}x{{/each}}", "{}", "!Unfilled 1:1 a"},
    {"missing object", "{{#with a}}x{{/with}}", "{}", "!Unfilled 1:1 a"},
    {"missing in else if's body", "{{#if a}}x{{else if b}}\n {{c}}{{/if}}", R"({"b":1})", "!Unfilled 2:2 c"},
    {"missing argument", "{{json a}}", "{}", "!Unfilled 1:1 a"},
    {"index beyond the list", "{{a.2}}", R"({"a":[1]})", "!Unfilled 1:1 a.2"},
    {"member of a text", "{{a.b}}", R"({"a":"x"})", "!Unfilled 1:1 a.b"},
    {"above the top", "{{../a}}", R"({"a":1})", "!Unfilled 1:1 ../a"},
    {"index outside of a loop", "{{@index}}", "{}", "!Unfilled 1:1 @index"},
    {"each of a text", "\n{{#each a}}x{{/each}}", R"({"a":"x"})", "!NotAList 2:1 a"},
    {"each of a number", "{{#each a}}x{{/each}}", R"({"a":5})", "!NotAList 1:1 a"},
    {"block not closed", "a\n {{#if b}}c", "{}", "!UnclosedBlock 2:2 if"},
    {"blocks not closed", "{{#if b}}{{#each c}}", "{}", "!UnclosedBlock 1:1 if!UnclosedBlock 1:10 each"},
    {"closed in the wrong order", "{{#if a}}{{#each b}}{{/if}}{{/each}}", "{}", "!UnclosedBlock 1:10 each!UnexpectedClose 1:28 each"},
    {"nothing to close", "a{{/if}}", "{}", "!UnexpectedClose 1:2 if"},
    {"else at the top", "{{else}}", "{}", "!UnexpectedElse 1:1 else"},
    {"two elses", "{{#if a}}{{else}}{{else}}{{/if}}", "{}", "!UnexpectedElse 1:18 else"},
    {"else if behind else", "{{#if a}}{{else}}{{else if b}}{{/if}}", "{}", "!UnexpectedElse 1:18 else"},
    {"unknown block", "{{#loop a}}{{/loop}}", "{}", "!UnknownBlock 1:1 loop"},
    {"unknown block behind else", "{{#if a}}{{else when b}}{{/if}}", "{}", "!UnknownBlock 1:10 when"},
    {"if without a condition", "{{#if}}{{/if}}", "{}", "!BadArguments 1:1 if"},
    {"if with two", "{{#if a b}}{{/if}}", "{}", "!BadArguments 1:1 if"},
    {"if of a bad name", "{{#if a-b}}{{/if}}", "{}", "!BadName 1:1 a-b"},
    {"unknown helper", "{{upper a}}", "{}", "!BadName 1:1 upper a"},
    {"unknown helper in a condition", "{{#if (gt a 1)}}{{/if}}", "{}", "!BadName 1:1 (gt a 1)"},
    {"eq of one", "{{eq a}}", "{}", "!BadArguments 1:1 eq a"},
    {"json of two", "{{json a b}}", "{}", "!BadArguments 1:1 json a b"},
    {"string not closed", "{{eq a \"b}}", "{}", "!BadArguments 1:1 eq a \"b"},
    {"parenthesis not closed", "{{#if (eq a b}}{{/if}}", "{}", "!BadArguments 1:1 if"},
    {"comment not closed", "a\n{{! b", "{}", "!UnclosedComment 2:1 "},
    {"dashed comment not closed", "{{!-- b }}", "{}", "!UnclosedComment 1:1 "},
    {"two dots", "{{a..b}}", "{}", "!BadName 1:1 a..b"},
    {"dot at the end", "{{a.}}", "{}", "!BadName 1:1 a."},
    {"bracket not closed", "{{a.[b}}", "{}", "!BadName 1:1 a.[b"},
    {"unknown data", "{{@nothing}}", "{}", "!BadName 1:1 @nothing"},
    {"partial block", "{{#> a}}{{/a}}", "{}", "!UnknownBlock 1:1 >!UnclosedBlock 1:1 >!UnexpectedClose 1:9 a"},
    {"hash of a value", "{{a b=1}}", "{}", "!BadName 1:1 a b=1"},
    {"unknown fragment", "x {{> nowhere}}", "{}", "!UnknownFragment 1:3 nowhere"},
    {"fragment by a name of words", "{{> \"Support reply@3\" name=\"Ada\"}}", "{}", "Yours, Ada"},
    {"fragment by a name in other quotes", "{{> 'Support reply@3' him}}", R"({"him":{"name":"Bob"}})", "Yours, Bob"},
    {"fragment without a name", "{{> }}", "{}", "!BadArguments 1:1 >"},
    {"fragment with two contexts", "{{> plain a b}}", "{}", "!BadArguments 1:1 >"},
    {"missing in a fragment", "a\n {{> greeting}}", "{}", "!Unfilled 2:2 name greeting 1:7"},
    {"wrong fragment", "a {{> wrong}}", "{}", "!UnclosedBlock 1:3 if wrong 2:1"},
    {"fragments that include each other", "{{> ping}}", "{}", "!EndlessFragment 1:1 ping pong 1:2"},
    {"fragment in quotes that are not closed", "{{> \"Support reply}}", "{}", "!BadArguments 1:1 >"},
    {"endless fragment", "a {{> endless}}", "{}", "!EndlessFragment 1:3 endless endless 1:2"},
    {"an argument is not there", "{{> greeting name=nobody}}", "{}", "!Unfilled 1:1 nobody"},
    {"all errors at once", "{{1}}\n{{#if a}}\n{{/each}}\n{{else}}{{b c}}", "{}", "!BadName 1:1 1!UnclosedBlock 2:1 if!UnexpectedClose 3:1 each!BadName 4:9 b c"},
};
// clang-format on

template <size_t Size> void add(const char *group, const Case (&cases)[Size], std::vector<TemplateCase> &all)
{
    for (const Case &row : cases)
        all.push_back({group, row.name, row.text, row.values, row.expected});
}

} // namespace

std::vector<TemplateCase> templateCases()
{
    std::vector<TemplateCase> all;
    add("values", values, all);
    add("conditions", conditions, all);
    add("loops", loops, all);
    add("blanks", blanks, all);
    add("fragments", fragments, all);
    add("errors", errors, all);
    return all;
}

} // namespace burin
