"""Names that are written in several ways, and short names with the full names that they may stand for.

A table of our own for people in England, whatever their families' languages. Add to it freely, in small letters
without accents: each line of SPELLINGS is one name, the usual spelling first; each line of SHORT_NAMES is a short name
and every full name that it may be.
"""

from __future__ import annotations

SPELLINGS = """
mohammed mohamed mohammad mohamad muhammad muhammed muhamed muhamad mohamud mohamoud mahomed mohd mehmet mehmed
ahmed ahmad ahmet achmed ahmedou
hussain hussein husain hossain hossein hussayn huseyin hussien
hassan hasan hassen hasaan
ali aly
abdul abdel abdal abd
abdullah abdallah abdulla abdullahi
abdulrahman abdurrahman abdirahman abdelrahman abdurahman abdourahmane
abdulkadir abdikadir abdulqadir abdelkader
omar umar omer
usman osman uthman othman ousmane
yusuf yousef youssef yusef yousuf yusif youcef
ibrahim ebrahim ibraheem ibrahima
ismail ismael ismaeel esmail ismaila
isa eisa essa issa
musa moosa mousa moussa
said saeed saeid saied
syed sayed sayyid saiyed
tariq tarek tareq tarik
khalid khaled
karim kareem
rashid rasheed rachid
rahman rehman rahmaan
rahim raheem
salim saleem selim
jamal gamal jamaal
jamil jameel
faisal faysal feisal
bilal belal
zain zayn zein
zainab zaynab zeinab zeynep
aisha ayesha aysha aicha aishah aisah
fatima fatimah fatema fathima fatma faduma fatoumata
khadija khadijah kadija khadeeja hadija
mariam maryam miriam meryem maryan mariama
sumaya sumayah sumayya soumaya
amina aminah ameena
halima halimah haleema
nur noor nour
layla leila laila leyla lailah
yasmin yasmine jasmine jasmin yasmeen
safiya safiyah safia safiyya
chowdhury choudhury chaudhry chaudhary chaudhury choudhary chowdury chaudhri choudhry
sheikh shaikh shaykh sheik shekh
qureshi quraishi kureshi
siddiqui siddique siddiqi siddiquee
islam eslam
khan kahn
singh sing
alexander aleksander alexandre aleksandr alejandro
alexandra aleksandra
stephen steven stephan stefan
geoffrey jeffrey jeffery
catherine katherine kathryn katharine cathryn catharine katarzyna kathrine
sean shaun shawn
jon john
jonathan jonathon johnathan
philip phillip
nicholas nicolas nikolas
christopher kristopher
mark marc
eric erik
alan allan allen
brian bryan
graham graeme
ian iain
lewis louis
anthony antony
lawrence laurence
matthew mathew mateusz
sara sarah
hannah hanna
rachel rachael
rebecca rebekah
teresa theresa
ann anne
claire clare clair
lynn lynne lyn
gillian jillian
isabel isobel isabelle isabella
elizabeth elisabeth elzbieta
zoe zoey
caitlin kaitlyn katelyn caitlyn kaitlin
aimee amy
kayleigh kaylee kayley kaylah
sophia sofia zofia
sophie sofie
leah lea
niamh neve neave
siobhan shivaun chevonne
aoife eefa
sinead shinead
callum calum
connor conor
aidan aiden ayden
jayden jaden jaiden jadon
kieran kieron ciaran
rhys reece reese
dylan dillon
wojciech vojciech
krzysztof kristof
oluwaseun oluwasheun
thompson thomson
clarke clark
browne brown
macdonald mcdonald
smith smyth smythe
stewart stuart
"""

SHORT_NAMES = """
mo: mohammed maureen
md: mohammed
moh: mohammed
abdi: abdulrahman abdulkadir abdullah
ab: abdullah abdul abigail
baz: basil barry
al: alan albert alexander ali
alex: alexander alexandra alexis
sandy: alexander alexandra sandra
sasha: alexander alexandra
lexi: alexandra alexis
ola: aleksandra olabisi oladapo
andy: andrew andrea andrzej
drew: andrew
ange: angela
ania: anna
annie: ann anna
asia: joanna
abby: abigail
abi: abigail abimbola
barney: barnaby bernard
bart: bartholomew bartosz
bartek: bartosz
basia: barbara
babs: barbara
becky: rebecca
becca: rebecca
ben: benjamin benedict
benny: benjamin
bernie: bernard bernadette
beth: elizabeth bethany
bess: elizabeth
betty: elizabeth
bill: william
billy: william
bob: robert
bobby: robert
bert: albert herbert robert
brad: bradley
cat: catherine
cath: catherine
cathy: catherine
kate: catherine
katie: catherine
katy: catherine
kasia: catherine
kath: catherine
kathy: catherine
kit: catherine christopher
charlie: charles charlotte
lottie: charlotte
chris: christopher christine christina christian
chrissie: christine christina
cliff: clifford
dan: daniel danielle
danny: daniel
dani: danielle
dave: david
dapo: oladapo
deb: deborah
debbie: deborah
dee: deirdre diane
derek: roderick
dima: dmitri
dom: dominic
don: donald
ed: edward edwin edmund
eddie: edward edwin
ned: edward
ted: edward theodore
ellie: eleanor elizabeth ellen
ella: eleanor isabel
nell: eleanor helen
emeka: chukwuemeka
em: emma emily
fran: frances francis francesca
frank: francis franklin
fred: frederick alfred
freddie: frederick alfred
funmi: oluwafunmilayo funmilayo
gabby: gabriella gabrielle
gabe: gabriel
geoff: geoffrey
gerry: gerald gerard geraldine
gill: gillian
gosia: malgorzata
greg: gregory
harry: harold henry harrison
hal: harold henry
hattie: harriet
henry: harold
izzy: isabel
jack: john jackson
jackie: jacqueline
jake: jacob
jamie: james
jim: james
jimmy: james
jan: janet janice
jas: jaswinder jasmine jaspreet
jaz: jaswinder jasmine
jeff: geoffrey
jen: jennifer
jenny: jennifer
jess: jessica
jo: joanna joanne josephine joseph
joe: joseph
joey: joseph
josh: joshua
josie: josephine
judy: judith
kemi: oluwakemi
ken: kenneth
kev: kevin
kim: kimberley
kuba: jakub
larry: lawrence
laurie: lawrence laura
len: leonard
leo: leonard leonardo
les: leslie lesley
liam: william
libby: elizabeth
lisa: elizabeth
liz: elizabeth
lizzie: elizabeth
lou: lewis louise
lu: lucy
luke: lucas
maddie: madeleine madison
maggie: margaret
mags: margaret
peggy: margaret
meg: margaret megan
manny: manpreet manjit emmanuel
marge: margaret marjorie
mandy: amanda
mat: matthew
matt: matthew
max: maximilian maxwell
mel: melanie melissa
mick: michael
mickey: michael
mike: michael
misha: mikhail michael
milly: millicent camilla emily
millie: millicent camilla emily amelia
molly: mary
nat: nathan nathaniel natalie natasha
natty: nathaniel
nick: nicholas
nicky: nicholas nicola
nikki: nicola
oli: oliver olivia
ollie: oliver
olly: oliver
liv: olivia
paddy: patrick
pat: patrick patricia
trish: patricia
tricia: patricia
penny: penelope
pete: peter
phil: philip
raj: rajesh rajinder rajendra
ray: raymond
reg: reginald
rich: richard
rick: richard
ricky: richard
dick: richard
rob: robert
robbie: robert
robin: robert
ron: ronald
ronnie: ronald veronica
rosie: rosemary rose
sally: sara
sal: sara salvatore
sam: samuel samantha
sammy: samuel samantha
seb: sebastian
seun: oluwaseun
si: simon
stan: stanley
steph: stephanie
steve: stephen
ste: stephen
stevie: stephen stephanie
stew: stewart
stu: stewart
sue: susan suzanne
susie: susan suzanne
tess: teresa
terry: terence teresa
tash: natasha
theo: theodore theodora
tim: timothy
tobi: oluwatobi oluwatobiloba tobias
toby: tobias
tom: thomas
tommy: thomas
tomek: tomasz
tony: anthony
tori: victoria
vicky: victoria
tunde: babatunde
viv: vivienne vivian
vova: volodymyr vladimir
will: william
willy: william
wojtek: wojciech
yemi: oluyemi adeyemi
zac: zachary zacharias
zach: zachary zacharias
zak: zachary zakaria zakariya
"""

STANDING_FOR_NONE = """
unknown unnamed unborn not known tbc none baby boy girl infant child son daughter of mr mrs miss ms dr the
"""

WITHIN_NAMES = """
de da di do dos du van von der den la le el al ul ud bin ibn bint abu st o mc mac ap ab
"""


def _spellings() -> dict[str, str]:
    return {written: line.split()[0] for line in SPELLINGS.split("\n") for written in line.split()}


def _short_names() -> dict[str, tuple[str, ...]]:
    pairs = (line.split(":") for line in SHORT_NAMES.split("\n") if line)
    return {short: tuple(full.split()) for short, full in pairs}


USUAL = _spellings()
FULL = _short_names()
NOT_NAMES = frozenset(STANDING_FOR_NONE.split())
PARTICLES = frozenset(WITHIN_NAMES.split())


def usual(name: str) -> str:
    """The usual spelling of a folded name."""
    return USUAL.get(name, name)


def may_be(forename: str) -> frozenset[str]:
    """The names that a folded forename may stand for, itself in its usual spelling among them."""
    return frozenset(usual(name) for name in (forename, *FULL.get(forename, ())))
