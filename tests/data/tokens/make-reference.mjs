// Writes the .jsonl files beside it: texts, and what OpenAI's own encoder makes of them. It was run once, in a scratch
// folder outside the repository:
//
//   npm install tiktoken@1.0.22 gpt-tokenizer@4.0.0
//   node make-reference.mjs TARGET-FOLDER
//
// The figures are those of tiktoken, OpenAI's encoder compiled to WebAssembly. gpt-tokenizer, a second implementation,
// must agree, except on texts with a byte order mark, which it drops, and with a next line character (U+0085), which it
// does not take for white space. One object a line:
//   name; text, or hex with its UTF-16 code units if it is not well-formed or has a byte order mark;
//   repeat: how often the text stands there, 1 if absent;
//   o200k and cl100k: the number of tokens, and the first 16 hexadecimal digits of the SHA-256 of their ids, each as
//   four bytes, little endian.
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const require = createRequire(resolve('node_modules/x.js'));
const { get_encoding } = require('tiktoken');
const second = {
  o200k: require('gpt-tokenizer/cjs/encoding/o200k_base'),
  cl100k: require('gpt-tokenizer/cjs/encoding/cl100k_base'),
};
const first = { o200k: get_encoding('o200k_base'), cl100k: get_encoding('cl100k_base') };
const target = process.argv[2];

/** mulberry32: the same texts at each run. */
let state = 20261125;
const random = () => {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};
const below = (n) => Math.floor(random() * n);
const pick = (list) => list[below(list.length)];
const times = (n, make) => Array.from({ length: n }, (_, i) => make(i));

const files = {};
const add = (file, name, text, repeat = 1) => (files[file] ??= []).push({ name, text, repeat });

// --- Prose, a few sentences in each language ---------------------------------------------------------------------
const prose = {
  english: ["The engraver's hand doesn't rush: she'll cut once, look twice, and only then move on.",
    "We've counted 1,204 prompts since Monday; they're all kept, and nobody's answer was lost."],
  german: ['Die Gravur gelingt nur, wenn das Werkzeug schärfer ist als die Ungeduld des Menschen.',
    'Straßenbahnhaltestellenverzeichnisse überprüft man am besten frühmorgens bei schönem Wetter.'],
  french: ["L'atelier était froid, mais qu'importe : l'œuvre avançait d'un trait à l'autre.",
    'Où êtes-vous allés hier ? « Nulle part », répondit-elle, déçue par la réponse.'],
  spanish: ['¿Cuántas preguntas caben en una página? Según el niño, exactamente diecisiete.',
    '¡Qué lástima! La mañana siguiente no llovió, y el jardín siguió tan seco como siempre.'],
  portuguese: ['A gravação não termina quando a mão se cansa, mas quando o olhar está satisfeito.',
    'Amanhã à tarde haverá pão, queijo e três canções que ninguém conhece.'],
  italian: ["Perché l'incisore guarda due volte? Così non dovrà tagliare tre volte.", 'La città è più bella quando piove piano.'],
  dutch: ["'s Ochtends leest hij de krant; 's avonds schrijft hij zijn eigen verhaal.", 'IJsvrij is er zelden, zeeën van tijd ook.'],
  swedish: ['Åskan går över ängen medan någon räknar sekunderna mellan blixt och dån.', 'Sju sjösjuka sjömän sköttes ömt.'],
  polish: ['Źdźbło trawy chwieje się, choć wiatru prawie nie ma.', 'Gdzie są klucze? Leżą pod żółtą książką, jak zwykle.'],
  czech: ['Příliš mnoho otázek a žádná odpověď, která by stačila.', 'Dřevo, kov, sklo: každý materiál chce jiný nůž.'],
  hungarian: ['Őszintén szólva a gyűjtemény legszebb darabja egy kopott véső.', 'Megszentségteleníthetetlenségeskedéseitekért.'],
  finnish: ['Kaivertaja ei hätäile, sillä metalli muistaa jokaisen virheen.', 'Juoksentelisinkohan huomennakin aamuyöllä?'],
  turkish: ['İstanbul’da yağmur dinince çocuklar sokağa çıktı.', 'Iğdır ile İzmir arası ne kadar sürer, kim bilir?'],
  vietnamese: ['Người thợ khắc nhìn hai lần rồi mới cắt một lần.', 'Trời mưa suốt đêm, nhưng sáng nay đường đã khô.'],
  romanian: ['Învățătoarea și-a pierdut ochelarii în grădină, sub tufa de zmeură.', 'Câți ani ai împlinit?'],
  icelandic: ['Þetta er ekki jafn einfalt og það sýnist við fyrstu sýn.', 'Ég á ær á ánni.'],
  yoruba: ['Ọjọ́ dára lónìí, ṣùgbọ́n òjò lè rọ̀ nígbà tó bá yá.', 'Ẹ kú àárọ̀, ṣé dáadáa ni ẹ sùn?'],
  russian: ['Резчик не торопится: металл помнит каждую ошибку.', 'Сколько стоит один запрос? Почти ничего, но их тысячи.'],
  ukrainian: ['Її пальці їздили по дошці, наче знали шлях напам’ять.', 'Чи є щось смачніше за свіжий хліб із медом?'],
  bulgarian: ['Всяка сутрин старецът брои птиците над реката.', 'Къде отиде времето?'],
  greek: ['Ο χαράκτης κοιτάζει δύο φορές και κόβει μία.', 'ΑΘΗΝΑ, Μάρτιος: ο ουρανός είναι καθαρός.'],
  armenian: ['Փորագրիչը նայում է երկու անգամ և կտրում մեկ անգամ։', 'Որտե՞ղ են բանալիները։'],
  georgian: ['ოსტატი ორჯერ უყურებს და ერთხელ ჭრის.', 'ᲗᲑᲘᲚᲘᲡᲘ მშვიდი იყო ამ დილით.'],
  hebrew: ['החרט מסתכל פעמיים וחותך פעם אחת.', 'שָׁלוֹם, מַה שְׁלוֹמְךָ הַיּוֹם? הכול טוב, 24 שעות ביממה.'],
  arabic: ['ينظر النقّاش مرتين ويقطع مرة واحدة.', 'كَمْ سُؤَالًا بَقِيَ؟ بقيت ٣٤٥ مسألة، أي ١٢٪ فقط.'],
  persian: ['می‌خواهم کتاب‌هایم را پیش از باران جمع کنم.', 'سال ۱۴۰۵ آغاز شد و هیچ‌کس نفهمید.'],
  urdu: ['نقاش دو بار دیکھتا ہے اور ایک بار کاٹتا ہے۔', 'کیا آپ کل بازار گئے تھے؟'],
  hindi: ['कारीगर दो बार देखता है और एक बार काटता है।', 'क्या तुमने १२३ किताबें सचमुच पढ़ी हैं?'],
  bengali: ['কারিগর দুবার দেখে আর একবার কাটে।', 'আজ বৃষ্টি হবে কি? কেউ জানে না।'],
  tamil: ['சிற்பி இரண்டு முறை பார்த்து ஒரு முறை வெட்டுகிறார்.', 'இன்று மழை வருமா?'],
  telugu: ['శిల్పి రెండుసార్లు చూసి ఒకసారి కోస్తాడు.', 'ఈ రోజు వర్షం పడుతుందా?'],
  malayalam: ['ശില്പി രണ്ടുതവണ നോക്കി ഒരിക്കൽ മുറിക്കുന്നു.', 'ഇന്ന് മഴ പെയ്യുമോ?'],
  sinhala: ['ශිල්පියා දෙවරක් බලා එක් වරක් කපයි.', 'අද වැස්ස එයිද?'],
  thai: ['ช่างแกะสลักมองสองครั้งแล้วตัดครั้งเดียว', 'วันนี้ฝนจะตกไหม ไม่มีใครรู้หรอก ๑๒๓'],
  lao: ['ຊ່າງແກະສະຫຼັກເບິ່ງສອງເທື່ອ ແລ້ວຕັດເທື່ອດຽວ.', 'ມື້ນີ້ຝົນຈະຕົກບໍ?'],
  khmer: ['ជាងចម្លាក់មើលពីរដង ហើយកាត់ម្តង។', 'ថ្ងៃនេះភ្លៀងទេ?'],
  burmese: ['ပန်းပုဆရာသည် နှစ်ကြိမ်ကြည့်ပြီး တစ်ကြိမ်ဖြတ်သည်။', 'ဒီနေ့ မိုးရွာမလား။'],
  tibetan: ['བརྐོ་མཁན་གྱིས་ཐེངས་གཉིས་ལྟ་ནས་ཐེངས་གཅིག་གཅོད།', 'དེ་རིང་ཆར་པ་འབབ་བམ།'],
  amharic: ['ቀራጩ ሁለት ጊዜ ያያል፣ አንድ ጊዜ ይቆርጣል።', 'ዛሬ ዝናብ ይዘንባል?'],
  chinese: ['刻工看两遍，下一刀。', '昨天一共问了一千二百零四个问题，没有一个答案丢失；费用是￥3.50。'],
  traditional: ['雕刻師看兩次，才下一刀。', '「為什麼下雨？」孩子問了十七遍，誰也答不上來。'],
  japanese: ['彫刻師は二度見て、一度だけ刃を入れる。', 'カタカナとひらがな、漢字が混ざるﾃｷｽﾄを１２３回読みました。'],
  korean: ['조각가는 두 번 보고 한 번 자른다.', '오늘은 비가 올까요? 아무도 모릅니다. ㅋㅋㅋ'],
  mongolian: ['Сийлбэрчин хоёр удаа хараад нэг удаа зүсдэг.', 'ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ'],
  esperanto: ['Ĉu vi aŭdis la ĥoron ĵaŭde? Ŝi diris ke ĝi kantis tre bele.', 'Eĥoŝanĝo ĉiuĵaŭde.'],
  swahili: ['Mchongaji hutazama mara mbili na kukata mara moja.', 'Je, mvua itanyesha leo?'],
};
for (const [language, [one, two]] of Object.entries(prose)) {
  add('prose', `${language}, a sentence`, one);
  add('prose', `${language}, two lines`, `${one}\n${two}\n`);
  add('prose', `${language}, in capitals`, two.toUpperCase());
  add('prose', `${language}, a letter`, `\t${one}  ${two}\r\n\r\n— ${two} (${one})\r\n   \r\n1. ${one}\n2. ${two}`);
  add('prose', `${language}, decomposed`, `${one} ${two}`.normalize('NFD'));
}
const sentences = Object.values(prose).flat();
times(40, (i) => {
  const words = times(12 + below(40), () => pick(pick(sentences).split(' ')));
  add('prose', `words of many languages ${i}`, words.join(pick([' ', ' ', ', ', '\n', '  '])));
});

// --- Code --------------------------------------------------------------------------------------------------------
const code = {
  cpp: 'template <class T> T sum(const std::vector<T> &v)\n{\n    T s{};\n    for (const auto &x : v) s += x; // no overflow check\n    return s;\n}\n',
  python: 'def median(values: list[float]) -> float:\n    """The middle one."""\n    v = sorted(values)\n    n = len(v) // 2\n    return v[n] if len(v) % 2 else (v[n - 1] + v[n]) / 2\n\n\nif __name__ == "__main__":\n    print(f"{median([3, 1, 2]):.2f}")\n',
  javascript: "export const delay = (ms) => new Promise((r) => setTimeout(r, ms));\nconst x = a?.b ?? `none ${c}`;\n// it's done\nfor (let i = 0; i !== 10; ++i) console.log(i, /\\s+$/u.test('x '));\n",
  rust: "fn main() -> Result<(), Box<dyn Error>> {\n    let v: Vec<_> = (0..10).filter(|n| n % 2 == 0).collect();\n    println!(\"{v:?}\");\n    Ok(())\n}\n",
  go: 'package main\n\nimport "fmt"\n\nfunc main() {\n\tif err := run(); err != nil {\n\t\tfmt.Printf("failed: %v\\n", err)\n\t}\n}\n',
  java: 'public final class Pair<A, B> {\n    private final A first;\n    public Pair(A first, B second) { this.first = Objects.requireNonNull(first); }\n}\n',
  haskell: "quicksort :: Ord a => [a] -> [a]\nquicksort [] = []\nquicksort (p:xs) = quicksort [x | x <- xs, x < p] ++ [p] ++ quicksort [x | x <- xs, x >= p]\n",
  sql: "SELECT m.name, count(*) AS runs, sum(r.cost_pico) / 1e12\nFROM runs AS r JOIN models AS m ON m.id = r.model_id\nWHERE r.day BETWEEN ?1 AND ?2 -- both days count\nGROUP BY 1 HAVING runs > 3;\n",
  json: '{"model":"m-1","messages":[{"role":"user","content":"h\\u00e9llo \\"you\\""}],"temperature":0.7,"stop":null,"n":-1e-9}\n',
  html: '<!DOCTYPE html>\n<p class="note" data-x=\'1\'>Caf&eacute; &amp; more<br/>\n<!-- nothing -->\n<a href="https://example.org/a/b?c=d&e=f#g">x</a></p>\n',
  css: '.card > a:hover::after { margin: -0.5rem auto 1px; color: #c0ffee !important; content: "\\2192"; }\n@media (min-width: 40em) {}\n',
  shell: '#!/bin/sh\nset -eu\nfor f in *.txt; do\n  [ -f "$f" ] || continue\n  sed -e \'s/\\t/    /g\' "$f" >"${f%.txt}.out" 2>/dev/null &\ndone; wait\n',
  yaml: 'model: m-1\nmessages:\n  - role: system\n    content: |\n      Be brief.\n      {{#if tone}}Be {{tone}}.{{/if}}\n  - {role: user, content: "hi"}\n',
  latex: '\\begin{equation}\n  \\int_{-\\infty}^{\\infty} e^{-x^2}\\,dx = \\sqrt{\\pi} \\label{eq:gauss}\n\\end{equation}\n% nothing\n',
  assembly: '_start:\n\tmov\trax, 0x3c\t; exit\n\txor\trdi, rdi\n\tsyscall\n',
  diff: '--- a/x.c\n+++ b/x.c\n@@ -1,3 +1,4 @@\n-int x = 1;\n+int x = 2; /* better */\n+\n \treturn x;\n',
  markdown: "# Title\n\n* one\n* **two** and `three`\n\n| a | b |\n|---|---:|\n| 1 | 2 |\n\n```c\nint x;\n```\n> it's a quote\n",
  handlebars: 'Hello {{name}},\n{{#each items as |item|}}\n- {{item.title}}: {{{item.body}}}\n{{else}}nothing{{/each}}\n{{!-- gone --}}\n',
};
for (const [language, text] of Object.entries(code)) {
  add('code', language, text);
  add('code', `${language}, indented`, text.replaceAll(/^/gm, '        '));
  add('code', `${language}, with tabs and CRLF`, text.replaceAll('    ', '\t').replaceAll('\n', '\r\n'));
  add('code', `${language}, on one line`, text.replaceAll(/\s+/g, ' '));
  add('code', `${language}, as a JSON text`, JSON.stringify(text));
}
const identifiers = ['getHTTPResponseCode', 'XMLHttpRequest', 'snake_case_name', 'SCREAMING_SNAKE', 'kebab-case-name', 'iOSApp',
  'McDonald', 'eBay', 'ABCdef', 'abcDEF', 'Ǆungla', 'ǅungla', 'NaïveÉcole', 'ÉCOLEnaïve', 'x86_64', 'utf8mb4', 'b2b', 'HTML5', 'A1b2C3'];
identifiers.forEach((name) => add('code', `identifier ${name}`, `${name} ${name}()/${name}.${name}\n${name.repeat(3)}`));

// --- Characters --------------------------------------------------------------------------------------------------
const emoji = ['👩‍👩‍👧‍👦', '🏳️‍🌈', '👍🏽', '🇩🇪🇫🇷🇯🇵', '❤️', '☺', '1️⃣', '🧑🏿‍🚀', '👁️‍🗨️', '🫠', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', '©️', '😀😀😀', '🤷🏻‍♀️', '⌚️⏰'];
emoji.forEach((e, i) => {
  add('characters', `emoji ${i}`, e);
  add('characters', `emoji ${i} in a sentence`, `Great work ${e}! ${e}${e} done${e}x ${e}\n`);
});
const blanks = [' ', '  ', '   ', '\t', '\t\t', '\n', '\n\n', '\n\n\n', '\r\n', '\r\n\r\n', ' \n', '\n ', ' \n \n ', '\t \n\t', '\u00a0',
  '\u00a0\u00a0 ', '\u2003\u2003', '\u3000', '\u2028', '\u2029\n', '\v', '\f\n', '\u0085', '\u0085\n', '\u200b', '\u180e', '\u1680 ', '\u202f', '\u205f'];
blanks.forEach((b) => {
  const name = JSON.stringify(b);
  add('characters', `white space ${name}`, b);
  add('characters', `white space ${name} between`, `a${b}b${b}1${b}!${b}é${b}中${b}`);
});
times(30, (i) => add('characters', `runs of white space ${i}`, times(20, () => pick(['x', '1', '.', pick(blanks).repeat(1 + below(6)), ' '.repeat(below(90))])).join('')));
["'s", "'S", "'t", "'RE", "'ve", "'Ve", "'m", "'LL", "'ll", "'d", "'D", "'x", "’s", "''s", "'\u017f", "'st", "'lll", "'r", "'l", "'"].forEach((c) =>
  add('characters', `contraction ${c}`, `it${c} IT${c} ${c} 1${c} .${c} é${c}中${c}\n${c}${c}`));
times(24, (i) => add('characters', `numbers ${i}`, times(8, () => pick([String(below(10 ** (1 + below(9)))), (random() * 1e6).toFixed(below(8)),
  `${below(99)}:${below(60)}`, '٣٤٥٦٧', '１２３４', 'Ⅷ½²³', '①②③', '१२३४५', `0x${below(1e9).toString(16)}`, `-${below(1e4)}e${below(30)}`])).join(pick([' ', '', ',', '\n']))));
['<|endoftext|>', '<|fim_prefix|>', '<|im_start|>user<|im_sep|>', '<|endofprompt|>', '<|im_end|>\n', '<|endoftext', 'x<|endoftext|>y<|endoftext|>'].forEach((s) => {
  add('characters', `special token ${s.trim()}`, s);
  add('characters', `special token ${s.trim()} in a text`, `Say ${s} twice: ${s}.`);
});
times(33, (i) => add('characters', `control character ${i}`, `a${String.fromCharCode(i < 32 ? i : 127)}b ${String.fromCharCode(i < 32 ? i : 127).repeat(3)}1`));
['\ufeff', '\ufeffabc', 'abc\ufeff def', '\ufeff\ufeff x', '\ufffd\ufffd', '\ufffe\uffff', '\u202eabc\u202c', 'a\u0301\u0302\u0303', '\u0301', ' \u0301x', 'A\u0301B\u0301c',
  '\u0301\u0301 \u0301', 'ZALG\u0301\u0327\u0330O\u0335', '\u200d\u200d', 'ﬁﬂ', 'ʰʱʲ', 'ªº', 'Ⓐⓑ', '\u1c80\u{10400}\u{10428}', '\u{1d400}\u{1d41a}', '\u{20000}\u{2a6df}', '\u{e0001}', '\u{10ffff}'].forEach((s, i) =>
  add('characters', `odd characters ${i}`, s));
['\ud800', '\udc00', 'a\ud83dz', '\ude00\ud83d', '\ud83d\ud83d\ude00', 'é\udfff\n', '\ud800\ud800 \udc00'].forEach((s, i) => add('characters', `unpaired surrogate ${i}`, s));
const blocks = [[0x20, 0x7e], [0xa1, 0x17f], [0x180, 0x24f], [0x250, 0x2ff], [0x300, 0x36f], [0x370, 0x3ff], [0x400, 0x52f], [0x531, 0x58a], [0x591, 0x5f4],
  [0x600, 0x6ff], [0x700, 0x74f], [0x900, 0x97f], [0xa00, 0xaff], [0xe00, 0xeff], [0xf00, 0xfff], [0x1000, 0x109f], [0x10a0, 0x11ff], [0x1200, 0x137f],
  [0x13a0, 0x167f], [0x16a0, 0x18af], [0x1e00, 0x1fff], [0x2000, 0x206f], [0x2070, 0x218f], [0x2190, 0x23ff], [0x2460, 0x27bf], [0x2c00, 0x2dff],
  [0x2e80, 0x2fdf], [0x3000, 0x312f], [0x3400, 0x4dbf], [0x4e00, 0x9fff], [0xa000, 0xa4cf], [0xa640, 0xa7bf], [0xab30, 0xabff], [0xac00, 0xd7a3],
  [0xe000, 0xf8ff], [0xf900, 0xfaff], [0xfb00, 0xfdff], [0xfe00, 0xffef], [0x10000, 0x101ff], [0x10400, 0x1044f], [0x12000, 0x123ff],
  [0x1d400, 0x1d7ff], [0x1f000, 0x1f2ff], [0x1f300, 0x1f64f], [0x1f680, 0x1faff], [0x20000, 0x2a6df]];
const assigned = /^[\p{Assigned}]$/u;
const anyOf = ([from, to]) => { for (;;) { const c = String.fromCodePoint(from + below(to - from + 1)); if (assigned.test(c)) return c; } };
for (const block of blocks) {
  const name = block[0].toString(16).toUpperCase();
  add('characters', `block ${name}`, times(60, () => anyOf(block)).join(''));
  add('characters', `block ${name} with others`, times(60, () => pick([anyOf(block), anyOf(block), ' ', pick('aZ0.\n/\''), anyOf(pick(blocks))])).join(''));
}

// --- Long pieces -------------------------------------------------------------------------------------------------
[['a', 100], ['a', 100000], ['ab', 5000], ['xyzzy', 3000], ['A', 20000], ['Aa', 3000], ['é', 3000], ['中', 3000], ['漢字かな', 1000], ['한글', 2000], ['ش', 3000],
  ['0', 10000], ['123456789', 1000], [' ', 10000], ['\n', 5000], [' \n', 3000], ['\t', 4000], ['=', 10000], ['-', 4097], ['/', 3000], ['!?', 3000], ['😀', 2000],
  ['\u0301', 2000], ['_a', 2000], ['.', 65], ['.', 64], ['q', 63], ['q', 64], ['q', 65], ['qz', 32], ['ACGT', 5000], ['<|endoftext|>', 500], ['lorem ipsum ', 2000]].forEach(([unit, n]) =>
  add('long', `${JSON.stringify(unit)} × ${n}`, unit, n));
times(40, (i) => {
  const alphabet = pick(['abcdefghijklmnopqrstuvwxyz', 'ACGT', '0123456789abcdef', 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/', 'αβγδεζηθ', 'бвгдеёжз', '!#$%&*+-/<=>?@^_|~', 'अआइईउऊकखगघ', '日月火水木金土']);
  add('long', `random word ${i}`, times(40 + below(1200), () => pick([...alphabet])).join(''));
});
add('long', 'empty', '');

// --- What the encoders say ---------------------------------------------------------------------------------------
const figures = (ids) => ({ n: ids.length, ids: createHash('sha256').update(Buffer.from(Uint32Array.from(ids).buffer)).digest('hex').slice(0, 16) });
const options = { allowedSpecial: new Set(), disallowedSpecial: new Set() };
let total = 0;
for (const [file, rows] of Object.entries(files)) {
  const lines = rows.map(({ name, text, repeat }) => {
    const whole = text.repeat(repeat);
    const plain = text.isWellFormed() && !text.includes('\ufeff'); // Qt's parser drops a leading byte order mark
    const row = { name, ...(plain ? { text } : { hex: Buffer.from(text, 'utf16le').swap16().toString('hex') }), ...(repeat > 1 && { repeat }) };
    for (const encoding of ['o200k', 'cl100k']) {
      const ids = [...first[encoding].encode(whole, [], [])];
      row[encoding] = figures(ids);
      const other = second[encoding].encode(whole, options);
      if (figures(other).ids !== row[encoding].ids) console.error(`${encoding}: the encoders differ on ${name} (${ids.length} and ${other.length} tokens)`);
    }
    return JSON.stringify(row);
  });
  writeFileSync(join(target, `${file}.jsonl`), lines.join('\n') + '\n');
  total += lines.length;
  console.log(file, lines.length);
}
console.log(total, 'texts');
