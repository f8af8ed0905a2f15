import { type Point, point } from "../point.ts";

/** What to look at in work that others do, in software, and in what one signs in to. */
export const LOOK_AT_SERVICES = {
  software: [
    point(
      "Data in and out",
      "Import a small set of real records, and export it again. {What comes back shows how well [topic] will treat the rest|Compare what comes back}. {A way out in a common format is what keeps you free|If your data can leave in a common format, you stay free}.",
    ),
    point(
      "Users and permissions",
      "Count who will work with [topic], and what each of them may see and change. {Prices often follow the number of users|The number of users often sets the price}, and finer permissions may belong to a higher plan. {Ask what happens when someone leaves|Think of people who leave, too}.",
    ),
    point(
      "Connections",
      "List the programs that are already in use. {For each, find out whether [topic] connect[s] directly, through a third product or not at all|Check which of them [topic] can connect to without a third product}. {A connection is worth a test, not just a tick in a list|Test the one that matters most}.",
    ),
    point(
      "Limits of a plan",
      "Plans differ in limits: users, records, storage, support. {Find the first one that you would reach|Ask which limit you would reach first}, and look at the price of the plan above it. That is what [topic] may cost you {in two years|when you grow}.",
    ),
    point(
      "A trial with real work",
      "Take one real case from last month through [topic], from start to finish. {Let those try it who will use it daily|The people who will work with it should do it}. {What they stumble over now, they will stumble over every day|Where they get stuck is worth noting}.",
    ),
    point(
      "Support",
      "Send support a real question during the trial. {How long the answer takes, and whether it helps, is worth knowing before you sign|The answer tells you more than a promise}. Check the hours and the channels that your plan of [topic] includes.",
    ),
    point(
      "Privacy and place of data",
      "Ask where the data are kept, who can read them, and how they are deleted. {The data processing terms say so|You will find it in the data processing terms}. Read them before the first customer record goes into [topic].",
    ),
    point(
      "Contract",
      "Look at the term, the notice period and {what a price rise would mean|how prices may change}. Monthly contracts cost more and leave you free. Where many people have to learn [topic], {leaving is a project of its own|a change later takes time as well as money}.",
    ),
  ],
  provider: [
    point(
      "Scope in writing",
      "Ask for a written list of what [topic] will include and what not. {Most disputes are about things that one side took for granted|What one side takes for granted, the other may charge for}. {A clear list protects both|It protects both sides}.",
    ),
    point(
      "References",
      "{Two recent customers with a case like yours say more than a gallery.|A gallery says less than two recent customers with a case like yours.} {Ask whether you may call one|A short call is enough}, and what they would do differently. For [topic], look at dates: {good work from years ago may have been done by other people|recent work counts}.",
    ),
    point(
      "Price and extras",
      "Ask what is charged on top of the quoted price: {travel, tax, overtime, materials|travel, materials, tax}. A fixed price and an hourly rate {carry different risks|can both be fair}. For [topic], let each offer say {which it is|how extra work is counted}.",
    ),
    point(
      "Dates",
      "{Good people are booked early.|Those who are good have full calendars.} {Ask which dates are free, and how long one is held for you|Find out which dates are free}, and what happens if either side has to move it. {Write the date of [topic] into the agreement|The date belongs in the agreement}.",
    ),
    point(
      "Cancelling",
      "{Plans change, so read the terms for cancelling before you sign.|Read the terms for cancelling before you sign, since plans change.} {Note the last day on which it costs nothing|There may be a day up to which it costs nothing}. With [topic], a deposit may be lost {even early on|in any case}; ask.",
    ),
    point(
      "Who does it",
      "{The person on the phone need not be the one who does the work.|Someone else than the person on the phone may do the work.} Ask who will, {and who stands in if they are ill|and who takes over if they cannot}. {If [topic] depend[s] on one person, meet them first|It is good to have met before the day}.",
    ),
    point(
      "Qualifications",
      "Some work calls for a licence, some for insurance, most for practice. {Find out what applies to [topic] where you live|Ask what applies to [topic]}, and look the name up in the register if there is one. {A serious provider will not mind|Nobody serious minds the question}.",
    ),
  ],
} satisfies Record<string, readonly Point[]>;

/** How someone is found who does a piece of work. */
export const FINDING: readonly Point[] = [
  point(
    "Describe your case once",
    "Write down what you need in half a page: place, date, size, {and what is there already|and what matters to you}. {Send the same text to everyone you ask|The same text goes to everyone}. Only then can offers for [topic] {be laid side by side|be compared}.",
  ),
  point(
    "Two or three offers",
    "{One offer is no comparison, and ten are too many.|A single offer cannot be compared, and ten only confuse.} {Two or three show the range|With two or three you see the range}. Pay attention to the questions that come back: {whoever asks has thought about it|they show who has thought about your case}.",
  ),
  point(
    "Where to look",
    "Ask people who needed [topic] in the past year. {Associations and registers list names|Registers and trade associations list names, too}, and maps show who is near. Reviews help {if they say what was done|most when they describe the work}.",
  ),
  point(
    "Before you agree",
    "{Read the agreement once in peace.|An agreement deserves to be read in peace.} Scope, price, date and {the way to settle a complaint|what happens on a delay} should all be in it. {Do not pay the whole sum in advance|A payment in parts keeps both sides interested}.",
  ),
];

/** Pages and addresses that one looks for. */
export const FINDING_A_PAGE: readonly Point[] = [
  point(
    "The genuine address",
    "Type the address in yourself, or take it from {a bill, a contract or a device label|a document you already trust}. Search results can contain adverts that look alike. {Compare the address letter by letter before you enter anything|Look at the whole address before you enter a password}.",
  ),
  point(
    "What to have at hand",
    "Have your user name, your reference or your device data ready. {A password belongs in a password manager|Passwords are best kept in a password manager}, not on the device {itself|they open}.",
  ),
  point(
    "If it does not open",
    "Check the spelling and the connection first. {A second device or another browser shows where the fault lies|Then try a second device}. {After that, [expert] can help|If that fails, ask [expert]}.",
  ),
];
