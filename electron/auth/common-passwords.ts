/**
 * The commonest passwords, folded, by name: the 4,000 commonest of four characters and more, and all of nine and more
 * among the 49,000 of @zxcvbn-ts/language-common 4.1.3 (MIT; © 2012–2016 Dan Wheeler and Dropbox, Inc., © 2021
 * @zxcvbn-ts), which has them from published leaks.
 */
export const commonPasswords = `
%e2%82%ac .adgjmptw 0.0.0.000 0.0.000 000000 0000000000d 0000000000o 00000000a 000001 000007 0007 000777fffa
000999888 007007 01011 01011970 01011980 01011981 01011984 01011985 01011986 01011987 01011988 01011989
01011990 01011991 01012000 01012001 01012010 01012011 010203 0102030405 010203040506 01081988m 01234567890
012345678910 0123654789 0123698745 014702580369 0147258369 0147852369 0147896325 0192837465 01telemike01
02071986 03082006 0420 050605rostik 090808qwe 0987654321a 0cdh0v99ue 0o9i8u7y6t 1000 100000 1001 100200300
10203 102030 102030405 1020304050 102030405060 1024 102938 102938475 1029384756 1029384756q 10293847qp 1066
10987654321 111111 11111111 1111111111zz 11111111a 1111122222 11111aaaaa 11112222 1112131415 111222
111222333 111222333000 111222333444555 111222333a 1122 112211 1122112211 112233 11223344 112233445
1122334455 112233445566 11223344q 112358 11235813 112358132 1123581321 1133557799 12121 1212312121 121314
12131415 1213141516 1221 122333 1223334444 122333444455555 1225 1230 123098 12312 123123 12312312 123123123a
123123123q 123123321 123123456 123123789 123123a 123123asd 123123q 123123qwe 123123qweqwe 1232323q 123234345
123258789 12332 123321 123321123 123321123321 123321456 123321456654 123321q 123321qaz 123321qwe
123321qweewq 1234 12341234q 1234321 12344321 12344321a 12344321q 12345 1234509876 123451234 123452000
123452345 123454321 123455432 1234554321 1234554321a 1234554321q 123456 123456123 1234562000 123456321
12345654321 123456654 123456654321 1234567 12345672000 12345677654321 12345678 123456780 123456781
123456782000 123456788 1234567887654321 123456789 123456789* 123456789. 1234567890 12345678900 123456789000
12345678900987654321 12345678901 123456789012 1234567890987654321 1234567890a 1234567890d 1234567890l
1234567890m 1234567890o 1234567890p 1234567890q 1234567890qaz 1234567890qw 1234567890qwe 1234567890qwerty
1234567890s 1234567890w 1234567890z 1234567890zzz 1234567891 12345678910 123456789101 12345678912
123456789123 1234567892000 12345678987654321 1234567899 123456789987654321 123456789a 123456789aa
123456789aaa 123456789abc 123456789as 123456789asd 123456789b 123456789c 123456789d 123456789e 123456789f
123456789g 123456789i 123456789j 123456789k 123456789l 123456789m 123456789n 123456789o 123456789p
123456789q 123456789qaz 123456789qq 123456789qqq 123456789qw 123456789qwe 123456789qwer 123456789qwerty
123456789r 123456789s 123456789t 123456789v 123456789w 123456789x 123456789y 123456789z 123456789zx
123456789zxc 123456789zz 12345678a 12345678c 12345678d 12345678i 12345678l 12345678m 12345678q 12345678qwe
12345678s 12345678w 12345678z 123456798 1234567a 1234567aa 1234567q 1234567qw 1234567qwertyu 123456987
123456a 123456aa 123456aaa 123456abc 123456asd 123456k 123456q 123456qaz 123456qqq 123456qwe 123456qwer
123456qwert 123456qwerty 123456r 123456rrr 123456s 123456z 123456zxc 123456zxcvbn 123456zzz 123457 123459876
12345a 12345abcd 12345abcde 12345asdfg 12345love 12345q 12345qazwsx 12345qwer 12345qwert 12345qwert7
12345qwerty 12345rewq 12345trewq 12345z 12345zxcvb 1234abcd 1234qwe 1234qwer 1234qwerasdf 1234qwerasdfzxcv
1234qwert 1234qwerty 123578951 123581321 123654 123654789 1236547890 123654789a 123654987 12369874 123698741
123698745 123789 123789456 123987 123987456 123abc 123abc123 123asd 123asd123 123boots1 123ewqasd
123ewqasdcxz 123hfjdk147 123lol123 123qaz 123qaz123 123qazwsx 123qwaszx 123qwe 123qwe123 123qwe123qwe
123qwe321 123qwe456 123qwe456rty 123qweasd 123qweasdzx 123qweasdzxc 123qweqwe 123qwerty 123qwerty123
123vvv123 123zxc 123zxc123 124578 124578963 128500 12andriy14 12monkeys 12q34w56e 12qw34er56ty 12qwaszx
12s3t4p55 131313 132435 13243546 1324354657 132465798 132forever 134679 134679258 134679852 1346798520
135246 135790 1357908642 135792468 1357924680 135797531 135798642 1357997531 1366613 141627 142536 142536789
147258 147258369 1472583690 147258369a 147369258 147852 147852369 147852963 1478963 14789632 147896321
147896325 147963258 150781 15426378 159357 159357123 159357258 159357456 159357852 159753 159753123
159753159753 1597532486 159753258 159753456 159753456852 159753852 159875321 159951 159951159 162534 1701
17071994a 17171717aa 172839456 17711771s 18436572 18n28n24a 192837 192837465 1928374655 192837465q
193570356033 1958proman 19851985p 1986irachka 1994200414 19952009sa 19960610ilja 19mtpgam19 1a2a3a4a5a
1a2a3a4a5a6a 1a2b3c 1a2b3c4d 1a2b3c4d5e 1a2s3d4f5g 1a2s3d4f5g6h 1escobar2 1hxboqg2s 1pass1page 1passwor
1password 1q2q3q4q5q 1q2w3e 1q2w3e4r 1q2w3e4r5 1q2w3e4r5t 1q2w3e4r5t6y 1q3e5t7u9o 1qa2ws3ed 1qa2ws3ed4rf
1qa2ws3ed4rf5tg 1qasw23ed 1qaz2wsx 1qaz2wsx3 1qaz2wsx3edc 1qaz2wsx3edc4rfv 1qazwsxedc 1qazxsw2 1qazxsw23edc
1qazxsw23edcvfr4 1qwerty 1qwertyuiop 1s1h1e1f1 1x2zkg8w 1z2x3c4v5b 200000 2008m2009 20091989q 20162016up
2112 21122112 212009164 212121qaz 2128506 213546879 213qwe879 2143658709 222222000 222333 223344 22q04w90e
23176djivanfros 23843dima 23wkoa0fp78dk 2401pedro 243462536 2468013579 246810 246813579 25802580 258456
2606642yra 26429vadim 299792458 2bornot2b 2children 2dumb2live 30seconds 31217221027711 314159 31415926
314159265 3141592654 315475 321123 321456 321456987 321654 321654987 3216732167 326159487 32615948worms
332211 333222111 333666 333666999 362436 369258147 369852147 369874125 383295502 38gjgeuftd 3children
3f3fpht7op 3rjs1la7qe 3syqo15hil 4121 4128 413276191q 41d8cd98f00b 420247 420842084208555 4294967296
42qwerty42 444555666 445566 451236789 456123 456123789 456321 456654 456789123 456852 45m2do5bs 481516234
4815162342 4815162342a 4815162342lf 4815162342lost 4815162342q 4904s677075 4runner 50cent 51051051051
51094didi 5150 51505150 531879fiz 5345321aa 541233432442 5432112345 5544332211 555666 555666777 555777
5858855abc 59382113kevinp 5hsu75kpot 5t4r3e2w1q 6215mila6215 666666 666777 666999 666999666 66mustang
671fsa75yt 6751520 6969 696969 70780070780 73501505 7410258963 741236985 741258963 741852 741852963
7418529630 741963852 742617000027 748159263 753159 753951 753951456 753951852 7753191 777555333 7777755102q
7777777 777888 777888999 778899 789123 789123456 789456 78945612 789456123 7894561230 789456123a 789456123q
7895123 789632145 789632147 789654 789654123 789951123 789987 794613258 794613852 7elephant 7elephants
7jokx7b9du 7ugd5hip2j 80070633pc 80361665abc 80637852730 8096468644q 80972694711 80988218126 824358553
852456 8675309 870621345 87654321vv 87e5nclizry 88002000600 890098890 89015173454 89032073168 89057003343
89063032220m 89132664230 89172735872 89181502334 89211375759 89231243658s 89600506779 89614774181
89876065093rax 89semtsriuty 8j4ye3uz 8phrowz622 8phrowz624 906090 9085084232 9085603566 911911 918273645
9293709b13 9379992 951753 951753852 963214785 963258741 963852 963852741 9638527410 9731553197 987321654
987412365 987456 987456321 9874563210 987654123 987654321a 987654321g 987654321z 989244342a 9988776655
999111999q 999666333 999888777 99strenght 9z5ve9rrcz a12345 a123456 a1234567 a12345678 a123456789
a1234567890 a1a2a3a4a5 a1b2c3 a1b2c3d4 a1b2c3d4e5 a1s2d3 a1s2d3f4 a1s2d3f4g5 a1s2d3f4g5h6 a3eilm2s2y
a789456123 a9387670a a987654321 aa123456789 aa123456s aaa111 aaa123456 aaa123aaa aaabbbccc aaliyah aardvark
aaron abby abc12 abc123 abc12345 abc123456 abc123456789 abc123abc abcd1234 abcd12345 abcd123456 abcde12345
abcdef123 abercrombie aberdeen abgrtyu abigail abracadabra abraham abrakadabra absolut absolutely abundance
access access123 access14 accord account accountbloc accounting achilles action activation active ad12345678
adam addiction adgjmptw adidas admin admin18533362 administrator admiral adonis adrenalin adrenaline
adrenolin adrian adriana adrianna1 adult advantage adventure aeroplane aerosmith aezakmi aezakmi123
afghanistan afhvfwtdn africa afrika2002 aftermath afternoon again agamemnon agent007 aggies agnieszka aikido
airborne airbus airforce airforce1 airjordan airplane aishiteru aishwarya ajcuivd289 ajnjuhfabz
aksjdlasdakj89879 alabama alabama123 alan alaska albatros albatross albert alberto albina albion albuquerq
alchemist aldebaran alejandr alejandra alejandro alejandro1 aleksander aleksandr aleksandra alekseeva
aleksey alena1992 alena2010 alenushka alessandr alessandra alessandro alex alex12345 alexande alexander
alexander1 alexandr alexandra alexandra1 alexandre alexandria alexandru alexis alexsander alexsandr alfa
alfaromeo alfred alibaba alice alicia alien aliens alina1994 alina1995 alina1998 alina2000 alina2002
alina2006 alina2009 alina2010 alina2011 alinaalina alinochka alisaalisa alison alkanaft123 alkogolik
allahuakbar allblacks allen alliance alligator allison allmine allsop alltheway alohomora alpha alpha1
alpha135792468 alphabeta alphabravo alphaomega alpine alskdjfhg altavista alternativa alternative alucard
always alyssa am4h39d8nh amadeus amadeusptfcor amanda amanda1 amanda123 amaterasu amateur amazon ambassador
amber amber1 ambulance amelia america america1 american american1 amsterda amsterdam amsterdam1
an83546921an13 anaconda anakin anal analsex anarchy anastacia anastasia anastasija anastasiy anastasiya
anastasya anderlecht anders anderson andre andrea andreas andrei andrei123 andres andrew andrew1 andrew123
andrewjackie andrey andrey123 andrey1992 andromeda andy anfield angel angel1 angel2010 angela angelangel
angeleyes angelface angelica angelina angelique angelo angelo4ek angelochek angelofwar angels angie anhyeuem
animal animal2000 animals animalsex animation anime anna anna12345 annabella annabelle annamaria anne
annemarie annette annie anonymous answer antananarivu anthony anthony1 anthony12 antichrist antivirus anton
anton1992 antonella antonio anubis anything anytimetoday apache apartment aphrodite apocalypse apokalipsis
apollo apollo13 apple apple1 apple123 applejuice applepie apples apples123 applesauce appleseed april
aq1sw2de3 aquarius aqwzsxedc aragorn archangel archer archibald archie architect area51 areyukesc argentina
arguments aristotle arizona arjay arlington armadillo armageddon armagedon armani armstrong arnold arnster55
arrowhead arschloch arsenal arsenal1 arsenal123 arsenal14 arsenalfc art131313 artem1991 artem1992 artem1994
artem1995 artem1998 artem2000 artem2010 artemartem artemis arthur artillery artist artur as5ffz17i asd123
asd123456 asd123asd asd123asd123 asd123qwe asdasd asdasd123 asdf asdf123 asdf1234 asdf12345 asdfasdf
asdfasdf1 asdfg asdfg1234 asdfg12345 asdfgh asdfgh123 asdfgh123456 asdfghj asdfghjk asdfghjkl asdfghjkl1
asdfghjkl123 asdfjkl asdqwe123 asdzxc asdzxc123 ashley ashley1 ashley123 ashton asian asparagus aspire
aspirine assass assassin assassins assembler assfuck assfucker asshole asshole1 asshole123 assholes
asslicker assman assmaster astalavista asterix astonmartin astonvilla astra334566 astrid astronaut astronomy
astros athena atlanta atlantic atlantida atlantis atomic attack attitude auburn auckland2010 audia4 audrey
august aurora aussie austin austin123 austin316 australi australia australia1 automatic autumn available
avalanch avalanche avalon avatar avenger avrillavigne avtoritet awdrgyjilp awesome awesome123 awo8rx3wa8t
azamat azerbaijan azerbaycan azerty azerty123 azertyuiop azsxdc azsxdc123 azsxdcfv azsxdcfvgb azwebitalia
babe babemagnet babes babies baby babyblue babyboy babycakes babydoll babygirl babygirl1 babygirl2 babylon
babylon5 back backdoor backspace backup bacon badass badboy badboy123 baddog badger badiman28200 badminton
badnaamhere baggins bailey balalaika baldeagle ball baller balloon balls ballsdeep baltimore bambam
banaan123 banana bananaman bananas bandicoot bandit bang bangalore bangbang bangkok bangladesh banker
banshee barbara barbarian barbarossa barber barbie barcelon barcelona barefoot barkley barney barracuda
barrakuda barrett barry barselona barsik bart bartender baseball baseball1 baseball10 baseball11 baseball12
baseball2 baseball21 baseball3 baseball7 baseball9 basket basketba basketbal basketball basketball1 bass
bassman bassmaster bastard batistuta batman batman1 batman123 batteries battle battlefield battlestar baxter
bayern beach beaches beagle beaner beanie bear bearbear bears bearshare beast beastie beatles beatrice
beautiful beautiful1 beauty beaver beavis beckham beckham23 becky beefcake beeldbuis beer beerbeer beethoven
beetle begemotik believe belinda bell bella belladonna belldandy belle bender benessere benjamin benjamin1
bennett benny benson bentley beretta berezuckiy berlin berlin1945 bernadette bernard bernie berserker bertha
bertie bestfriend beszoptad bethany better betty bettyboop beverly bhrh0h2oof6xbqjeh bianca biblioteka
bicycle biedronka bigass bigballer bigballs bigbear bigbird bigboobs bigboy bigbrother bigcock bigdaddy
bigdaddy1 bigdick bigdog bigfoot bigger biggie biggles bigguy bigmac bigman bigmoney bigone bigpimpin bigred
bigsexy bigtime bigtits bike bikini bill billabong billgates billie billy billy1 billybob billyboy bimmer
bing bingo biohazard bird birdhouse birdie birdman birmingham birthday birthday1 birthday10 birthday100
birthday133 birthday2 birthday21 birthday26 birthday27 birthday28 birthday299 birthday3 birthday36 birthday4
birthday5 birthday54 birthday6 biscuit bishop bismillah bitch bitch1 bitchedup bitches biteme bizkit blabla
black black1 blackadder blackbelt blackberry blackbird blackburn blackcat blackcock blackdick blackdog
blackdragon blackhaw blackhawk blackhawks blackheart blackhole blackhorse blackie blackjac blackjack
blacklabel blackman blackmetal blackpool blackrose blacks blacksheep blacksonblon blackstar blackwell
blackwhite blacky blade bladerunner blades blahblah blake blaster blazer blessed blessing blessings
blingbling blink182 blitzkrieg blizzard blizzard1 blonde blondes blondie blondinka blood bloodlust bloody
bloomberg blossom blow blowjob blowjob69 blowme bltynbabrfwbz blue blue123 blue22 blueballs blueberry
bluebird blueblue blueboy bluedevil bluedevils bluedog bluedragon blueeyes bluegrass bluegreen bluelight
bluemoon blueprint blues blueskies bluesky bluetooth bmvm3e46gtr boat bob123 bobafett bobbie bobbob bobby
bobby1 bobcat bobmarley boeing boeing747 bogart bogdan bogdan123 bogdanova bogey bohica bollocks bollox
bomber bomberman bond bond007 bondage bondarenko bone bonehead boner bones bonethugs bongwater bonita
bonjour bonkers bonnie bonsai boob boobies booboo boobs booger boogie boomboom boomer boomerang bootie boots
booty bootycall boredboi4u boris borisenko borntorun bosco boss bossman boston bot_schokk bottle bottom
bounce bowhunter bowler bowling bowser boxing boy1cool23 boy4u2ownnyc boyfriend boys bpgjldsgjldthnf br0d3r
brad bradford bradley brandi brando brandon brandon00 brandon1 brandy brasil braveheart braves brazil
breakdance breakfast breast breeze brenda brendan brentford brentwood brian brian1 briana brianna bridge
bridget bridgette brighton brilliant brillo021 bringiton bristol britney brittany brittany1 broadband
broadway broken bronco broncos brooke brooklyn brooklyn1 brooks brother brothers brown browneyes brownie
browns bruce brucelee brucewayne bruins bruno brutus bryan bryant bubba bubba1 bubbas bubble bubblebox
bubblegum bubbles buck buckeye buckeyes buckshot buckwheat buddha buddy buddy1 budlight budlight1 budman
budweise budweiser buffalo buffett buffy bugger bugsbunny buhjvfybz builder bujhmbujhm bull bulldog bulldogs
bulldogs1 bulldozer bullet bullnuts2003 bullseye bullshit bullshit1 bullwinkle bumblebee bunghole bunny
burger burton bush bushmaster business businessbabe busted buster buster1 buster123 butch butler butt butter
butterbean buttercup butterfl butterfly butterfly1 butthead butthole buttman buttmunch button buttons buzz
bvgthfnjh bvncnbnvvbn byajhvfnbrf byrjuybnj byteme c32649135 c43dae874d c43qpul5rz c7e4f8ezqh caballero
cabbage cactus cadillac caesar cahek0980 caitlin calculator calico caliente californ californi california
california1 caligula callaway callie callofduty calvin camaro camaroz28 cambiami cambridge camel camelot
camels camera cameron camilla camille campbell campus100 canada canadian canadiens cancel cancer cancun
candle candy candycane candyeater candyfinger candyman cannon cannondale canon cantona capital capone
capricorn captain caramel cardinal cardinals carl carla carlo carlos carlos123 carlsberg carlton carmen
carol carole carolina carolina1 caroline caroline1 carolyn carpediem carpenter carpet carrera carrie carrot
carson carter cartman cartoon casablanca caserta casey casey1 cash cashmoney casino casper casper123
cassandra cassidy cassie castle cat123 catalina catch22 catdog caterpillar catfish catherin catherine catman
cats cavalier cavaliers caveman cbljhtyrj cbr600 ccbill cdexswzaq cdtnkfyf cdtnkfyrf cdtnkzxjr cdznjckfd
cecilia cedric cegthgegth cegthgfhjkm celebrity celeron celeste celica celine cellphone celtic celtic1888
celtics center central centurion certified cervantes cessna cessna172 cfitymrf cfkfvfylhf cghfdjxybr
cgtwbfkbcn chad chainsaw chair challenge challenger chameleon champ champagne champion champion1 champions
champs chance chandler chanel chang change changeme changeme1 chantelle chaos character charger chargers
chargers1 charizard charles charles1 charleston charley charli charlie charlie1 charlie111 charlie123
charlott charlotte charlotte1 charlton charly charmaine charmed chase chaser cheburashka check checkmate
cheerleader cheerleaers cheers cheese cheese1 cheeseburger cheesecake cheetah chelsea chelsea1 chelseafc
chemical chemistry cheng cherokee cherokee1 cherry cheryl chessmaster chester chester1 chester123
chesterfield chevalier chevelle chevrole chevrolet chevy chevy1 chewbacca chewie cheyenne cheyenne1 chicago
chicago1 chicago23 chichi chicken chicken1 chicken123 chickens chickenwing101 chicks chico chief chiefs
chihuahua children children2 china chinadoll chinatown chinchilla chipper chivas chloe chocolat chocolate
chocolate1 chong chopper chris chris1 chrisbln chrisbrown chrissy christ christia christiaan christian
christian1 christie christin christina christine christmas christop christoph christophe christopher
christopher1 christy chronic chrono chubby chuck chuckles chucky chupakabra church churchill cigarette
cigars cincinnati cinder cinderella cindy cinnamon city civilization cjdthitycndj cjkysirj cjkytxyfz cjkywt
claire clancy clapton clarence clarkkent classic claude claudia clayton clemson cleopatra clevelan cleveland
clifford clinton clipper clitoris cloud9 clover clubpenguin cnfc35762209 cnfnbcnbrf cnfybckfd cnhjbntkm
cnjvfnjkju cntgfyjdf cnthdjxrf cobra cobra1 cocacola cocacola1 cochabamb cock cockgobbler cocklover cocks
cocksucker coconut cody coffee cohiba coke colegiata coleman collection colleen college collins colombia
colorado colors colt45 coltrane columbia columbus combat123654 comicbook comicbookdb comicbooks comics
comicsans command commander commando commandos commercial commodore community compaq compaq123 compatible
compiling completed component computador computadora compute computer computer1 computer12 computers
concrete condition condom condor confidence configuratio connect connection conner connie connor conrad
constance constanta constantin constantine construction consumer contact content contortionist contrasena
control controller cookie cookie123 cookies cool coolbeans cooldude cooler coolguy coolio coolman cooper
coorslight cooter copenhagen copper copyright cornbread cornelius cornell cornholio corona corperfmonsy
corporation corrado corvette corvette1 cosmo cosmopolitan cosmos costarica cosworth cotton cougar
counterstrike country courtney courtney1 cowboy cowboys cowboys1 coyote cracker crackhead cracksevi craig
cranberry crash crawford crazy crazy1 crazybab crazyfrog crazyhorse cream creampie creamy creative creative1
credit crepusculo cricket crimson cristiano cristina cristobal cristopher critter crocodile crossfire cruise
cruiser crunch crusader crysis crystal ctdfcnjgjkm cthulhu cthutq cthuttdbx cthuttdyf cubalibre cubbies
cuddles cumming cumshot cumsucker cunt cuntfinger cunts cupcake curious curtis custom cutlass cutter
cvtifhbrb cvzefh1gk cvzefh1gkc cxfcnkbdfz cxfcnmt cxfcnmttcnm cxzdsaewq cyber cyberonline cyclone cyclops
cyecvevhbr cyjdsvujljv cynthia cypress cytuehjxrf czekolada d36rkqdff daddy daddy1 daddysgirl daewoo
daffyduck dagger daisy daisy1 daisy3112 dakota dale dalejr dallas dallas1 dalton damage damian damien dammit
damnit dana dance dancer dandelion dang danger dangerous danie daniel daniel1 daniel123 daniela danielle
danielle1 daniil danil8098 danila danni danny dannyboy dante dantheman danzig daphne daredevil dark
darkangel darkknight darkness darkness1 darknight darkside darkstar darling darren darthmaul darthvader
dartmouth darwin dasha2010 dashadasha dave david david1 davidruiz davids davidson davis dawg dawn dawson
daytona daywalker dbrnjhbz dbrnjhjdbx dbrnjhjdyf dctktyyfz dctvcjcfnm dctvgbplf dctvghbdf dctvghbdtn deacon
dead deadhead deadman dean deanna death death1 deathnote deathstar debbie deborah december december1
december2 deedee deejay deeppurple deepthroat deerhunter deeznuts defender defiant deftones delete delicious
delta delta1 deltaforce demchenko demolition demon demons den040791 denali denis denis1983 denis1984
denis1987 denis1988 denis1989 denis2011 denise deniska dennis denver department depeche depechemode derrick
description desert design designer desire deskjet desperado desperados destiny destroyer destruction
detective detroit deutschland devastator developer devil devildog devildriver devilmaycry devilmaycry4
devils dexter dfcbkmtdf dfkmltvfh dfkmrbhbz dfkthbz dfkthf dfktynbyf dfktynbyrf dfvgbh dfyjdf846 dharma
dhjnvytyjub diablo diablo123 diablo666 diamond diamond1 diamonds diana diana2002 dianochka dick dickhead
dicks dictionary diehard diesel dietcoke difference digger digital digitalprodu dilbert dildo dilligaf
dillon dima dima12345 dimabilan dimazarya dimension dinamo ding dingdong dinosaur diosesamo direct director
directory dirty dirtycunt dirtygirl discover discovery disney disneyland disturbed divine dixie djkujuhfl
djljghjdjl dkfcntkby dkflbckfd dkflbdjcnjr dkflbvbh dkflbvbhjdbx dkflbvbhjdyf dmiller12as doberman doctor
dodge dodge1 dodger dodgeram dodgers dodgeviper dogbreath dogg doggie doggy doggystyle dogman dogphil3650
dogs dollar dollars dolphin dolphins dolphins1 domainlock2005 domination dominator dominic dominique domino
domodedovo donald donaldduck donatella donatello dong donkey donkeykong donna donnie donuts doobie doodle
doogie dookie dorian dorothy double douchebag doug doughboy douglas down downtown dracula drago dragon
dragon1 dragon123 dragon666 dragonage dragonball dragonballz dragonfire dragonfly dragonforce dragonman
dragons dragoon drake dream dreamcast dreamer dreamgirl dreamonline dreams dreamteam drew driver drizzt
drjynfrnt droopy drowssap drpepper drumandbass drummer drumnbass dthjybrf dthjybxrf dtkjcbgtl dtynbkznjh
dublin ducati duchess duck dude dudley duke dukenukem dumbass duncan dunnowho89 duplicate duranduran durango
duster dustin dusty dylan e214fre21 e6pz84qfcj eagle eagle1 eagles earnhardt earthlink eastside easy eatme
eatpussy eatshit eclipse economics economist edcwsxqaz eddie edinburgh eduard education edward edwardcullen
edwards eeyore efbcapa201 eghfdktybt eightball eileen einstein ejaculation ekaterina ekaterina20 elaine
electric electronic electronics element elemental elena elena1971 elena1975 elena2010 elephant elephant1
elevation eleven elijah elisabeth elizabet elizabeth elizabeth1 elizaveta elliot elliott elsalvador elvira
elvis elvis1 elwood emachines emerald emergency emerson emily emily1 eminem emma emmanuel emmitt empire
encounter energizer energy engage engine engineer engineering england english enigma enjoy enter enter1
enterpri enterprise entertainment eric erica ericsson erik erkebulan ernest erotic erotica escaflowne escape
escorpion escort esmeralda esperanza essential estefania esther estrellit eternity eugene europa europe
evanescence evangelion evelyn everest evergreen everquest everton everything evolution excaliber excalibu
excalibur excellence excellent exclusive executive exigen exigent exodus experience experienced exploiter
explorer explorer1 express extreme eybdthcbntn f14tomcat f22raptor fabian fabie fabric face2face facial
fafyfcmtd faggot fairytail faith faithless falcon falcons fallen fallenangel fallengun fallout falloutboy
family familyguy fang fantasies fantastic fantasy farmer farside fart fartripper fashion fast faster fatass
fatboy fatcat father fatima fatima753357 fatluvr69 fatman favorite2 favorite3 favorite4 favorite5 favorite6
favorite7 favorite8 fcbarcelona fcnfkfdbcnf fdnjhbpfwbz feather february federico feet felicia felicidad
felicidade felix fender fenerbahc fenerbahce ferdinand fernand fernandes fernandez fernando fernando1
ferrari ferrari1 ferret fetish feuerwehr feyenoord fghtkm fgjkbyfhbz fgjrfkbgcbc fhntv1998 fhutynbyf
fhvfutljy fibonacci ficken fiesta figaro fightclub fighter fighting54 filter finalfantasy financial
findaupair007 finger fingers finish fiorentina fire fireball firebird fireblade firefighter firefly firefox
fireman firestarter firestorm firetruck fireworks first firstone123 fish fisher fisherman fishes fishfinger
fishing fitness fitzgerald fkg7h4f3v6 fkmnthyfnbdf fkrjujkbr fktif6115 fktrcfylh fktrcfylh1 fktrcfylhf
fktrcfylhjd fktrcfylhjdbx fktrcfylhjdf fktrcfylhjdyf fktrcfylth fktrctq fktrcttdf flames flamingo flash
flash1 flatron fleetwood fletch fletcher flhtyfkby flight flintstone flipper floppy florence florencia
florian florida florida1 flounder flower flowers floyd fluffy flvbybcnhfnjh flyboy flyers flying fnkfynblf
foobar football football1 football10 football12 football123 football2 football5 football6 football7
footballs forbidden ford fordf150 fordfocus fordtruck forest forestman forever forever21 foreveryoung forfun
forget forgetmenot forgot forgotten formatters formula formula1 forrest fortuna fortune fortune12 forzaroma
fossil foster foundation fowler foxmulder foxtrot france frances francesc francesca francesco francis
francisca francisco franco francois frank frank1 frankfurt frankie franklin franky frankzappa fre_ak8yj
freak freaks freakshow freaky freckles fred freddie freddy frederic frederick frederico frederiksberg
fredfred free freedom freedom1 freelancer freeman freepass freeporn freespace freestuff freestyle freeuser
french fresh freyfvfnfnf friday friend friends friendship friendste friendster fright frisco fritz frodo
frog frogger froggy froinlaven fromvermine front242 frontier frontline frost1996 frostbite frosty frozen
frozenfish fruitcake fsd9shtyu fubar fuck fuck_inside fucked fucker fuckers fuckersss fuckface fuckfuck
fuckher fuckin fucking fuckinside fuckit fuckitall fuckme fuckmehard fuckmenow fuckmyass fuckmylife fuckoff
fuckoff666 fuckstick fuckthemall fucktheworld fuckthis fuckthroat fucku fucku2 fuckyou fuckyou1 fuckyou12
fuckyou123 fuckyou2 fuckyou69 fuckyoubitch fuckyouguys fufnfrhbcnb fugazi fullmetal function funny funtime
fusion future fvcnthlfv fyfcnfcbz fyfcnfcbz1 fyfnjkmtdbx fyfnjkmtdyf fylhjvtlf fylhtq fylhtq123 fynfyfyfhbde
fyutkjxtr gabrie gabriel gabriel12 gabriella gabrielle galactica galadriel galatasara galatasaray galaxy
galina gallaries galleries galore gambit gamecocks gamemaster gandalf gandalf1 gang gangbang gangbanged
gangsta gangster gangster1 gangsters garage garbage garcia garden garfield garfield1 gargoyle garrett gary
gatekeeper gateway gateway1 gathering gator gators gaudeamus gblfhfcbyf gbpltw gbpltw123 gbpltw147 gcheckout
gearsofwar gegcbr geheim gemini general generation generator genesis genevieve genius genius123 geniusnet
gentleman geolog323 george george1 george123 georgetown georgia gerald geraldine gerard gerasimov gerasimova
german germany geronimo getfucked getmoney getsome gettysburg gfgfrfhkj gfhfcjkmrf gfhfdjpbr gfhfktkjuhfv
gfhfvgfvgfv gfhjkm gfhjkm007 gfhjkm123 gfhjkm135 gfhjkm777 gfhjkmgfhjkm gfhjkmxbr gfhjkzytn gfhkfvtyn
gfyfcjybr ghbdtn ghbdtn123 ghbdtnbr ghbdtnbr1 ghbdtnbrb ghbdtndctv ghbdtnghbdtn ghbdtngjrf ghbdtnrfrltkf
ghbjhbntn ghbrjkbcn ghbrjkmyj ghbywtccf ghetto ghhh47hj764 ghhh47hj7649 ghjatccbjyfk ghjatccjh ghjcnbnenrf
ghjcnbvtyz ghjcnj ghjcnj123 ghjcnjabkz ghjcnjgbpltw ghjcnjgfhjkm ghjcnjghjcnj ghjcnjnfr ghjcnjnfr1
ghjcnjqgfhjkm ghjcnjrdfibyj ghjcnjrdfif ghjgfufylf ghjnbdjcnjzybt ghjnbdjufp ghjrehfnehf ghjrjgtyrj
ghjuhfvbcn ghjuhfvvbcn ghjuhfvvf ghost ghostrecon ghostrider ghtdtlvtldtl ghtlfntkm ghtpbltyn giampaolo
giancarlo giant giants gibson gilbert gilbert2707 gilgamesh gillian ginger ginger1 ginger123 giorgi giovanni
girfriend girl girlfriend girls girlygirl giuseppe gizmo gizmo1 gizmodo gjdtkbntkm gjhjctyjr gjhjlfcjqrb
gjikbdctyf gjkbyf gjkbyjxrf gjkjdbyrf gjkrjdybr gjkysqgbpltw gjyjvfhtdf gjytltkmybr gladiator gladiolus
global gloria gmoney gn56gn56 gnasher23 goalie goblin goblue goddess godfather godisgood godisgreat
godislove godsmack godzilla godzils4s7 gofish goforit goku gold goldberg golden goldenboy goldeneye
goldfinger goldfish goldie goldstar golf golfball golfer golfgolf golfing goliath gollum gonzo goober good
good12345 good123654 goodbye goodfella goodfellas goodluck goodman goodmorning goodnight goodpussy goodstuff
goodtime goodtimes google google123 goose gopher gorbunova gordienko gordolee85 gordon gordon24 gorilla
gotcha gothic gotohell govols grace graceland gracie graham grandkids grandma grandmaster grandorgue
grandprix granny grant grapes grasshopper grateful great great1 greatone greece greedisgood green green1
greenbay greenday greenday1 greene greeneyes greengreen greenhouse greenlantern greens greentree greenwood
greetings greg gregory gremlin grendel gretchen gretzky greyhound griffey griffin grigoryan grimreaper
gringo grizzly groovy groucho groupd2013 grover grumpy gthtcnhjqrf gthtrfnbgjkt gthtrhtcnjr gtnhjpfdjlcr
guadalupe guardian guatemala guest guildwars guilherme guillaume guillermo guiness guinness guinness1 guitar
guitarhero guitarist guitarman gundam gundamwing gunnar gunner gunners gunslinger gustav gutierrez
gxlmxbewym gy3yt2rgls gymnastic gznybwf13 h0lygr41l h72sfibbnl hacker hailey hairy hal9000 halflife
halflife2 hallelujah hallo hallowboy halloween haloreach hambone hamburg hamburger hamilton hamlet hammer
hammerhead hammers hammertime hamster handsome hang hank hannah hannibal hansen hansolo hanswurst happiness
happy happy1 happy123 happyday happydays happyface happyhappy happylife happyness harbinger hard hardcore
hardcore1 harder hardon hardrock hardwareid harley harley1 harmony harold harper harris harrison harrison1
harry harry1 harrypotter harvey hastings havefun hawaii hawaiiguy hawk hawkdog79 hawkeye hayden hayley
hd764nw5d7e1vb1 hd764nw5d7e1vbv head headhunter heart heartless hearts heather heather1 heaven heavymetal
heckfyxbr hector hedgehog hedimaptfcor heidi hejmeddig hejsan123 helen helena helicopter hell hellbound
hellfire hello hello1 hello123 hello1234 hellohello hellokitty hellomoto helloo hellothere helloween
helloworld hellraiser hellspawn hellyeah help helpme henderson hendrix henry hentai herbert herbie hercules
herman hermes hernandez hershey hesoyam hesoyam123 hfcgbplzq hfpldfnhb hibernian hidden highland highlander
hijodeputa hillbilly hilton hindustan hiphop history hithere hitler hitman hjcnbckfd hjvfirf hjvfynbrf
hobbes hobbit hobgoblin hockey hockey1 hockey123 hocuspocus holden holiday holland hollister hollister1
holly holly1 hollywoo hollywood hollywood1 holmes holyshit home homer homer1 homers homerun homeworld honda
honda1 honda2000 hondacivic hondas2000 honey honeybear honeymoon hongkong hooker hooligans hoosier hooter
hooters hoover hope hopper horizon horndog hornet horney horny horny1 horse horsepower horses horseshit
hotboy hotdog hotpussy hotred hotrod hotsex hotshot hotstuff hottie hotwheels house housemusic houses
housewife housewifes houston howard howareyou hshfd4n279 htubcnhfwbz hudson hummer hungry hunter hunter1
hunter123 hunting hurrican hurricane hurricanes husker huskers huskies hustler hyderabad hyperion hypnodanny
iaapptfcor iamawesome iampurehaha2 iamsocool iamtheman iamtheone ibanez ibragimov icecream iceman iddqdiddqd
iddqdidkfa idontcare idontknow idontknow1 ifoptfcor iforgot iforgotit igor igromania iguana ihateyou
ihateyou1 ijrjkflrf ilikeporn ilikepussy illini illuminati illusions iloveboobies ilovecock ilovedick
ilovegirls ilovejesus ilovelife ilovelucy ilovemusic ilovemyfamily ilovemylife ilovemyself iloveporn
ilovepussy ilovesex ilovetits iloveu iloveyo iloveyou iloveyou! iloveyou1 iloveyou11 iloveyou12 iloveyou123
iloveyou143 iloveyou2 iloveyou22 imagination imagine imjakie123 immortal impala imperator imperial important
impossible incognito incorrect incredible incubus indahouse independent indian indiana indianali indians
indigo indobokep indonesia infalicall infantry inferno infiniti infinity information ingodwetrust ingrid
inkognito insane insert insertion insertions inshallah inside inspector installdevic installsqlst
installutil insurance integra intelinside intelligence interacial intercourse interests intermilan
international internet internet1 interrupt intrepid intruder invisible ipo54tj45uy856 ireland irina
irina1989 irina1991 irish irish1 ironhorse ironmaiden ironman isabel isabella isabella1 isabelle isaiah
iseedeadpeople islamabad island islanders israel isthebest italia italian itsasecret ivan ivanivanov ivanov
ivanova iverson iwantu j3qq4h7h2v jabroni jack jackal jackass jackdaniels jackfrost jackhammer jackie
jackoff jackson jackson1 jacob jacob1 jacqueline jade jaguar jaimatadi jake jamaica james james1 jamesbon
jamesbond jamesbond007 jamesjames jamie jammer jammygirl jane janet janice janine january japan japanese
jaredleto jarhead jasmin jasmine jasmine1 jasmine123 jason jason1 jasper java javier jaydog472 jayhawk jazz
jazzman jean jeanette jeanne jedi jediknight jedimaster jeep jeff jefferson jeffhardy jeffrey jellybean
jellyfish jenna jennie jennifer jennifer1 jenny jenny1 jensen jeremiah jeremy jericho jerkoff jerome jerry
jersey jerusalem jess jesse jessejames jessic jessica jessica1 jessie jester jesucrist jesus jesus1
jesuschris jesuschrist jesusfreak jesusislord jesussaves jetbalance jethro jewels jhnjgtl12 jigei743ks
jillian jimandanne jimbo jimbob jimmy jimmy1 jizzeater jkbvgbflf jktrcfylh jlbyjxtcndj jledfyxbr joanna
joanne jobsearch joejoe joey johanna johannes john john316 johnathan johndeere johnjohn johnny johnsmith
johnson joker jokerjoker jokers jonathan jonathan1 jones jordan jordan1 jordan123 jordan23 jose joseph
josephine josephphone7 josh joshua joshua1 joshua123 journey jrcfyf jrcfyjxrf juan juancarlo juancarlos
judith juggalo juggernaut juice julia julian julie juliet julius jumper jumpman23 junebug jungle junior
junior123 jupiter justdoit justforfun justice justin justin1 justin123 justinbiebe justinbieber justine
justme juventus jxfhjdfirf k123456789 kabanchik kahuna kaiser kaktus kalamazoo kalifornia kaliningrad
kalleanka kamasutra kamchatka kamehameha kamelia2011 kamikadze kamikaze kangaroo kanmax1994 kansas karaganda
karamelka karandash karate karen karina karolina karolina1 karolinka kartoshka kasper kassandra katana
katerina katerinka katharina katherine kathleen kathmandu kathryn kathy katie katie1 katrin katrina
katyakatya kawasaki kazakhstan kbdthgekm kbnthfnehf kcj9wx5n kd189nlcih keeper keith kelley kelly kelly1
kelsey kendall kennedy kennedy12 kenneth kenny kenshin kensington kentucky kenwood kenworth kermit kevin
kevin1 keyboard keystone keywest kfrhbvjpf khongbiet kickass kicker kids kill killbill killemall killer
killer1 killer123 killer666 killerbee killerman killme kimber kimberley kimberly kimberly1 king kingdom
kingfish kingfisher kingkong kingpin kingston kinky kipper kirill kirill123 kirsten kiss kisses kissme
kissmyass kitkat kitten kitty kitty1 kittycat kittycat1 kittykitty kjrjvjnbd kl?benhavn klapaucius klaster
kleopatra klingon klubnichka knickerless knickers knicks knight knights knopka knowledge knucklehead
kobebryant kochamcie kodaira52 kodiak kolobok kong kononenko konovalov konovalova konstantin korn koshechka
koshka kosmonavt kosmos kostya kotenok kovalenko kozanostra kramer krasavchik krasavica krasnodar kravchenko
krishna krista kristen kristi kristin kristina kristina1 kristine kristinka kristofer kristopher kristy
kryptonite ktjynsq40147 ktybyuhfl ktyjxrf kudos4ever kukaracha kume kungfu kurtcobain kwiatuszek kyle
l58jkdjp! labrador labtec labyrinth lacrimosa lacrosse lacrosse1 ladies lady ladybug ladyffesta laguna
lakers lalala123 lamborghini lamborgini lamont lampshade lancaster lance lancelot lancer landrover landscape
lansing laptop laracroft larisa larry lastochka lasvegas lateralus latin latino laura laurel lauren laurie
lawrence lawyer lazyacres leader leanne leather leavemealone ledzep ledzeppelin left4dead left4dead2 legacy
legend legendary legion legolas leicester lemons leningrad lennon leonard leonardo leonardo1 leonid leopard
lesbian lesbians leslie lespaul lestat lester letmein letmein1 letmein123 letmein2 letmein22 letmeinnow
letsgo leviathan lewis lexington lexmark lfplhfgthvf lhbjkjubz2957704 liberdade liberty library lick licker
lickit lickme lickpussy life lifeguard lifehack lifeisgood lifestyle lifesucks lifetime light lightbulb
lighthouse lightnin lightning lights lightsaber likesdick lillian limpbizkit lincoln linda lindsay lindsey
lineage123 lineage2 ling linkinpark lion lionheart lionking liquid lisa lisalisa lissalissa little
littlebear littlebit littlebitch littlefuck littlegirl littleguy littleman littleminge littleone littleslut
littleton littlewhore liverp00l liverpoo liverpool liverpool1 liverpoolfc livestrong liz8tysiu lizard lizzie
lkjhgfdsazx lllooottt lobster lockerroom logan logistics logitech logitech1 lokomotiv lol123 lol123123
lol123456 lolipop lolita lollipop lollipop1 lollol lollol123 lololyo123 lomonosov london london123 lonely
lonestar lonewolf long longbeach longboard longhorn longhorns looker looking loosee123 looser loploprock
lopotok01 loranthos lorenzo lorraine losangeles loser losers lost4815162342 lothlorien lotrfotr34 louis
louise loulou love love123 love12345 love4ever love69 love777321777 lovecraft loveforever lovegirls
lovehurts loveislife loveit lovelove lovely loveme lovepussy lover loverboy lovergirl lovers lovesporn
lovestory loveyou lovezp1314 loving lowrider lp2568cskt lsia9dnb9y lthgfhjkm luansantana lucas lucifer
lucifer666 lucky lucky1 lucky13 lucky7 luckycharm luckydog lucy ludwig luis luke lumberjack luojianhua
luther lvbnhbq lvbnhbtdf lytdybrbdfvgbhf lytghjgtnhjdcr lzhan16889 m123456789 m6cjy69u35 ma123123123
macdaddy macedonia machine macintosh mackdaddy mackenzie macross madagascar madagaskar madarchod madden
maddie maddog madeleine madeline madhatter madison madison1 madman madmax madness madonna madrid maestro
magdalena maggie maggie123 magic magic1 magical123 magick magicman magnolia magnum magnus magpie mahalkita
maiden maiden666 mailcreated5240 mailman maintenance maisuradze majestic makarenko makaveli makeksa11
makemoney maksim maksimuss malaka malcolm maldonado malibu malina mallard mama12345 mamapapa management
manager manchest mancheste manchester manchester1 mandarinka mandingo mandragora mandy mangust6403 manhattan
maniac manning18 mansfield manson manuel manunited manutd mapet123456 mapleleafs maprchem56458 maradona
maranello marathon marc marcel marchenko marco marcopolo marcos marcs1997 marcus marcuseckos margaret
margaret1 margarita margherita maria mariah mariamaria marian marianne marie marihuana marijuana marillion
marilyn marin marina marina123 marinamarina marine mariners marines marino marino13 marinochka mario marion
marisa marissa marius mark market marketing markhegarty markus marlboro marlboro1 marlene marley marlin
marmalade marseille marshall marshall1 martesana martha martin martin1 martina martinez martini marvel
marvin mary maryjane maryland masha1998 masha2010 masha2011 mashamasha mason massimiliano massimo massive
master master1 master123 masterbaiting masterbate masterbating mastercard masterchief masterkey mastermind
masters masturbate masturbation matador matchbox20 matematica matematika mathematics mathew matilda matrix
matrix123 matt matthew matthew1 matthew10 mattie mattylad10 mature maureen maurice mauritius maurolarastefy
maverick maverick1 mavericks maxell maxim1935 maxima maximilian maximum maximus maxine maxmax maxmotives
maxwell maxx mayday mayflower mayhem maynard mcdonalds mcfarland mclarenf1 meatball meathead meatloaf
mechanic mechanical meditation medvedeva megadeth megafon77 megaman megan megapass megapolis meghan melanie
melbourne melinda melissa melissa1 mellon melnikova melody melvin member memorex memory memphis mercedes
mercedes1 mercury meredith meridian merlin mersedes mesohorny messenger metal metalcore metalgear metalhead
metallic metallica metallica1 method methodman metro2033 metropolis mevefalkcakk mexico miami michael
michael1 michael12 michael123 michael13 michaela michaeljackson micheal michel michele michell michelle
michelle1 michigan michigan1 mickey mickeymouse microlab microlab1 micron microphone microsof microsoft
midget midnight midnight1 mighty miguel mike mike12345 mikemike mikey milana milano milena miles milfhunter
military milkshake millenium millennium miller millerlite millertime millie million millionaire millioner
milton milwaukee mimi92139 mine minecraft minecraft123 ming minhasenha minicooper minime minnesota
minnesota_hp minnie miracle mirage miranda miriam mironenko miroslava mirror miruvor79 misfit misha1111
misiaczek misiaczek1 mission mississippi misskitty missy mister mistress misty mitchell mitsubishi mittens
mixmaster miyvarxar mobile models moderator mojo mollie molly molly1 moloko molson momanddad momoney
momsanaladventure monaco monalisa monday mondeo money money1 money1234 moneybags moneymaker moneyman
moneymoney moneys mongoose monica monika monique monitor monkey monkey1 monkey123 monkeyboy monkeybutt
monkeyman monkeys monopoly monroe monster monster123 montana montblanc montecarlo montenegro montgom240
montgomery montreal monty moocow mookie moomoo moon moonlight moonshine moonstafa moose moose1 moremoney
morgan morganstanley morpheus morris morrison morrissey morrowind mortalkombat moscow mostwanted motdepass
motdepasse mother motherfuck motherfucker motherlode motocross motorbike motorcycle motorhead motorola
motorolla mountain mountains mouse mouse1 mousemouse movie movies mozart mrbrownxx msoracle32re msorcloledbr
muffdiver muffin muffinman mulder multimedia multipass multiplelo multiplelog multiscan multisync munchkin
muppet murcielag murcielago murder murphy murray muscle mushroom mushrooms music music1 musica musiclover
musicman mustang mustang1 mustang66 mustang67 mustang69 mustanggt mustangs mybaby myjdxtcxks mylife mylove
mynewbots mypass mypassword myself mystery mystic myxworld4 nadine naked nancy nantucket napass napoleon
naruto naruto010 naruto123 nascar nashville nasty nastya nastya123 nastya1995 nastya1996 nastya1997
nastya2010 nastyanastya natali natalia natalie natasha natasha123 nathalie nathan nathaniel national natural
nature naughty naughtyboy navigation navigator nazarenko ncc1701 ncc1701a ncc1701d ncc1701e nccpl25282
ne1469 ne_e_pod_chehyl nebraska necromancer necronomicon nederland need4speed needforspeed nefertiti
nekromant nellie nelson nemesis nemvxyheqdd5oqxyxyzi nepbr2009 neptune nesterenko nesterova network
networkingpe nevada neveragain nevergiveup neverland nevermind nevermore neverwinter newbie newcastl
newcastle newjersey newlife newman newmexico neworleans newpass newpassword newport newproject2004 newspaper
newton newyork newyork1 newzealand nezabudka nfgbpltwq nfhfctyrj nfnmzyf nguyen nhbujyjvtnhbz nhecsyfujkjdt
nhfdvfnjkju123 nhfkbdfkb nhfrnjhbcn nhfycajhvths nicholas nicholas1 nicholas9 nick nick1234-rem936 nicola
nicolas nicole nicole1 nicole123 nicolette nietzsche nigger nigger123 night nightcrawler nightfall nighthawk
nightmare nightmare1 nightshade nightwing nightwish nightwolf nike nikita nikita123 nikita1998 nikita2000
nikki nikola nikolaeva nikolaevna nimrod nina niners ninja nintendo nintendo1 nintendo64 nipper nipple
nipples nirvana nissan nissan350z nitram nizmo400r nobody nofear nokia nokia1600 nokia2700 nokia3110
nokia3230 nokia3250 nokia3310 nokia5130 nokia5200 nokia5228 nokia5230 nokia5300 nokia5310 nokia5320
nokia5530 nokia5610 nokia5700 nokia5800 nokia6120 nokia6131 nokia6230 nokia6230i nokia6233 nokia6300
nokia6303 nokia6500 nokia6630 nokia7070 nokia7610 nokia8800 nokiadermo nolimit noname123 nondriversig none
noodle noodles nookie noonehackme nopasaran nopass nopassword norman northpole northside northstar norton
nosferatu nostradamus nothing notorious notredame nottingham november november1 novosibirsk nthk12345
nthvbyfnjh nthvbyfnjh2 ntktdbpjh ntktdbpjh1994 ntktgepbr nuaddn9561 nudist nugget number number1 nursultan
nuttertools nwo4life nyjets nylons nymets nyyankees oakland oakley obiwan oblivion obsession oc247ngucz
ocean october october31 odessa odt4p6sv8 office offspring ohiostate ohyeah oicu812 oilers ojp123456 oklahoma
oksana olcrackmaster oldman oldschool oldsmobile oleg olegnaruto olga oliver oliver123 olivia olivier omega
omega1 omgkremidia omgwtfbbq omnislash onelove onetwothree online onlyme ontheoutside ontherocks opelagila
opelastra open opensesame openup operation operator optiquest oracle orange orange1 oranges oregon orgasm
original orioles orion orlando orochimaru oscar oscar1 osiris otherside ou812 ou8122 outkast outlaw over
overlord ow8jtcs8t ownage123 oxford p0015123 p0o9i8u7y6 pa55w0rd pa55word pacific packard packer packers
packers1 pacman padres painkiller paint paintbal paintball paintball1 painter pakistan pakistan1 pakistani
palace paladin palestine palladium palmeiras palmer pamela panama panasoni panasonic panasonik pancho panda
pandabear pandemonium pandora pantera panther panther1 panthers panthers1 panties pantyhos pantyhose panzer
paparoach papasmurf paper paperclip papichulo parachute paradise paradox paraklast1974 paramedic paramount
paris parker parlament parliament parol12345 parola parolamea parolparol parrot party pascal pass pass123
pass1234 pass1word passat passion passmaster passme passpass passport passsword passthief passtrader
passw0rd passw0rd1 passwor passwor1 password password! password0 password00 password01 password1 password10
password11 password12 password123 password1234 password13 password2 password21 password22 password23
password3 password4 password5 password6 password69 password7 password8 password88 password9 password99
passwordassword passwordd passwordpassword passwords passwordstandard passwort passwort1 patches pathfinder
patricia patricia1 patrick patrick1 patriot patriots patriots1 patton patty paul pauline pavilion paycheck1
payton pdtpljxrf peace peacemaker peaches peanut peanutbutter peanuts pearl pearljam pebbles pedro peekaboo
peewee pegasus pencil pendragon penelope penetrating penetration penguin penguins penis pennstate penny
pennywise pensacola pentagram penthous penthouse pentium people pepper pepper1 pepper123 peppermint
pepperoni pepsi pepsi1 pepsicola percussion perfect perfection performance performing permanent personal
pertinant pervasive pervert pete peter peter1 peterbilt peterburg peternorth peterpan peters peterson
petrovich petrushka peugeot peugeot406 peyton pfhfnecnhf pfqwtd27121988 phantom phezc419hv phil philadelphia
philip philippe philippines philips phillies phillip phillips philly philosophy phoebe phoenix phoenix1
photo photos photoshop phpbb picard picasso piccolo pickle pickles pics picture piehonkii pierre piglet
pikachu pilipenko pillow pilot pimp pimpdaddy pimpin pimpjuice pineappl pineapple pineapple1 ping pingpong
pink pinkfloy pinkfloyd pinkpussy pinocchio pioneer pippen pirate pirates pisces pistol pitbull pittsburgh
pizza pjcgujrat planet plastic platinum platinum1 play playboy player playground playhouse playstatio
playstation playstation2 playstation3 playtime please pleasure plhfdcndeq plumber plymouth pmdmsctsk
podvinsev poetry pointblank pointbreak poison pokemon pokemon00 pokemon1 pokemon12 pokemon123 pokerface
pol123456 polarbear polaris police policeman polina polkaudio polniypizdec0211 polniypizdec1102
polniypizdec110211 polo polopolo09 polska polyakova pompey poncho pontiac poodle pooh poohbear poohbear1
pookie poontang poop pooper poopie poopoo pooppoop pooter popcorn popeye poppy porkchop porn porn4life
pornlover porno pornografia pornographic pornography pornos pornostar pornstar porosenok porsche porsche9
porsche911 porshe911 porter portishead portland portsmouth portugal poseidon positive possum postal
postov1000 potato potter powder powell power power1 powerpower powers precious precious1 predator predator1
predators prelude premier premiumcash presario president presidente prestigio presto preston pretender
pretty prettyboy prettygirl primavera primetime primetime21 primus prince princes princesit princess
princess1 princess2 princessa princesse princeton printer priscilla prisonbreak prissy private privet
privet123 problemas processor prodigy production professional professor profit proghouse programmer
progressive prometheus prosperity prostotak prostreet protected protection prototype providian psw333333
psychnaut1 psycho ptybnxtvgbjy pudding puertorico pufunga7782 pumpkin punisher punkin punkrock punksnotdead
puppies puppy pupsik purple pushistik pussie pussies pussy pussy1 pussy69 pussybitch pussycat pussyeater
pussyfuck pussylick pussylicker pussylips pussylover pussypussy pussys putamadre putangina putter pyfrjvcndj
pyramid python q12345 q123456 q12345678 q123456789 q1234567890 q1q2q3q4q5 q1w2e3 q1w2e3r4 q1w2e3r4t
q1w2e3r4t5 q1w2e3r4t5y6 q1w2e3r4t5y6u7 q1w2e3r4t5y6u7i8 q1w2e3r4t5y6u7i8o9p0 qawsed qawsed123 qawsedrf
qawsedrftg qawsedrftgyh qaz123 qaz123456 qaz123qaz qaz123wsx qaz123wsx456 qaz26101778 qazedctgb qazqaz
qazqaz123 qazsedcft qazwsx qazwsx12 qazwsx123 qazwsx1234 qazwsx12345 qazwsx123456 qazwsxed qazwsxedc
qazwsxedc1 qazwsxedc12 qazwsxedc123 qazwsxedcrfv qazwsxedcrfvtgb qazwsxqazwsx qazxcdews qazxcvbnm qazxsw
qazxsw123 qazxswedc qazxswedc123 qazxswedcvfr qpwoeiruty qq123456789 qqq111 qqqwwweee qsefthuko quality
quant4307 quant4307s quantum quartz quattro queen queenas8151 queens quicksand quicksilver quiksilver quincy
qwaszx qwaszx123 qwaszxedc qwaszxerdfcv qwe123 qwe123321 qwe123456 qwe1234567 qwe123asd qwe123qwe
qwe123qwe123 qwe123rty qweasd qweasd123 qweasdqwe qweasdzxc qweasdzxc1 qweasdzxc12 qweasdzxc123 qwedcxzas
qwedsazxc qweqwe qweqwe123 qwer123 qwer1234 qwer12345 qwerasdf qwerasdfzxcv qwert qwert1 qwert123 qwert1234
qwert12345 qwert54321 qwertasdfg qwertasdfgzxcvb qwertgfdsa qwerttrewq qwerty qwerty1 qwerty100 qwerty111
qwerty12 qwerty123 qwerty1234 qwerty12345 qwerty123456 qwerty123456789 qwerty2010 qwerty321 qwerty666
qwerty777 qwerty789 qwerty999 qwertyasd qwertyasdfgh qwertyu qwertyu123 qwertyui qwertyui1 qwertyuio
qwertyuiop qwertyuiop1 qwertyuiop10 qwertyuiop12 qwertyuiop123 qwertyuiop12345 qwertyytrewq r2d2c3po
r3vi3wpass rabbit racecar racecar02 racer racerx rachael rachel racing radiohead rafael raffaello ragnarok
raider raiders raiders1 railroad rain rainbow rainforest rainmaker raistlin ralph rambler rammstein
rammstein1 ramona ramses randall random random123 randy ranger ranger1 rangerover rangers rangers1 raptor
rascal rasdzv3 rashley198 raspberry rasputin rastafari rastaman rattlesnake rattolo58 raven raven1 ravens
raymond razdvatri razz rbhbkk rctybz reading ready reagan reality realmadri realmadrid reanimator reaper
rebecca rebel rebels red123 redalert redbull reddevils reddog reddragon redemption redfish redhead redhot
redman redneck redrum redskins redskins1 redsox redwings redwings1 reebok reggie regina rehjgfnrf remember
remington renault renee renegade repytwjdf rereirf rescue research research1 residentevil respect respublika
retard retired revelation revenge review reviewpass revival47 revolution reymysterio rfcgthcrbq rfgbnjirf
rfgecnfcerf rfhbyf rfhbyjxrf rfhfrfnbwf rfhfufylf rfhfvtkmrf rfhvfyftd rfkbajhybz rfkmrekznjh rfktylfhm
rfnfcnhjaf rfnfgekmnf rfnthbyf rfnthbyf1988 rfnthbyrf rfrfirf rfrnec rfvbrflpt rfvfcenhf rfvtgbyhn rhbcnbyf
rhbcnbyjxrf rhfcfdbwf rhfcfdxbr rhfcyjlfh rhfcyjzhcr rhfdxtyrj rhfvfnjhcr rhonda ricardo rich richard
richard1 richards richardson richie richmond rick ricky rightnow rincewind ripper river riverplate rivers
riverside rjdfkmxer rjdfktyrj rjhjdf777 rjhjkmbien rjirfrgbde rjkjrjkmxbr rjntyjr rjntyjxtr rjvgm.nth
rjycnbnewbz rjycnfynby rkfdbfnehf rktjgfnhf roadkill roadrunner robbie robert robert1 robert123 roberta
roberto roberts robertson robin robinhood robinson robotech rochester rock rockandroll rockbottom rocker
rocket rocketman rockets rockhard rockhopper rocknroll rockon rocks rockstar rockstar1 rocky rocky1 rodman
rodney rodriguez roflcopter roger rogers roland roller rolltide rolltide1 roman romance romanenko romanroman
romantika romashka romeo rommel ronald ronaldinho ronaldinho10 ronaldo ronaldo123 ronaldo99 ronnie rookie
rooster rootbeer roscoe rose rosebud rosemarie rosemary rosie rossignol rostislav rotten rotterdam
rottweiler route66 rover rovers roxanne royals rt3460014 rtyuehe rubber rubberduck rugby rules rulez
runescape runescape1 runner running rupert rush rush2112 ruslan ruslan123 russell russia russian rustam
rusty rusty1 ryan s12345678 s123456789 s1a2s3h4a5 s456123789 s5r8ed67s sabbath sabina sabine sabres sabrina
sacoremsg sacramento sacrifice sadie sadie1 safari safety safronova sagittarius sailboat sailing sailor
sailormoon saint saints sakura salamander salamandra sally salmon saltwater salvador salvation salvatore
sam138989 samantha samantha1 samara samarkand samiam sammie sammy sammy1 sampson samson samsung samsung1
samsung123 samuel samurai sanandreas sanchez sanctuary sanders sandi1172 sandiego sandman sandra sandro
sandy sandy1 sanfrancisco sanity729 santacruz santamaria santana santander santiago santorini santos sapper
sapphire saqartvelo sara sarah sarah1 saratoga sascha sasha sasha1 sasha1234 sasha12345 sasha1988 sasha1991
sasha1992 sasha1993 sasha1994 sasha1995 sasha1996 sasha1997 sasha1998 sasha2000 sasha2010 sasha2011
sasha_007 sashasasha sasquatch sassy sasuke sasuke123 sat321321 satan satan666 satana666 sataniv1993
satellite satisfaction saturday saturn saun saun24865709 sausage savage savannah savannah1 savchenko
saxophone sayang scandinavian scania scanner scarecrow scarface scarface1 scarlet scarlett schalke04
schneider schnitzel school schoolgirlie schroeder schumacher science scooby scoobydo scoobydoo scooter
scooter1 scoreland scorpio scorpion scorpions scotch scotland scott scott1 scottie scotty scoubidou
scoubidou2 scoubidou6 scout scrapland scrappy scratch scream scruffy scully sdh686drth sdicmt7seytn
sdsadee23 seamus sean searay search seattle sebastia sebastian sebastian1 sebastien second secret secret1
secret123 security security1 seductive seeker seemnemaailm seinfeld select selena selfok2013 seminole
seminoles semperfi semperfi1 senior seniseviyor sensation sentinel sephiroth septembe september septiembr
sepultura serega serega123 serena serendipity serenity sergeevich sergeevna sergei sergey sergey123 sergio
sersolution server service service01 service321 sesame setupenu2 sevastopol seven seven7 seventeen sex123
sex4me sexaddict sexisgood sexkitten sexmachine sexpistols sexsex sexual sexx sexxxx sexy sexy1 sexy69
sexybeast sexybitch sexygirl sexygirls shado shadow shadow1 shadow1212 shadow123 shadowfax shadowman
shadowrun shaggy shakespeare shalom shaman shamanking shameless shamrock shane shaney14 shania shannon
shannon1 shaolin sharingan shark sharks sharky sharon shasta shaved shawn shazam shearer sheena sheffield
sheila shelby shelbygt500 shelley shelly shemale sherlock sherman sherry sherwood shevchenko shiloh
shinigami shirley shit shithappens shithead shithead1 shitty shogun shooter shopping shopping1 short shorty
shotgun showme showtime sidewinder sidney siemens sierra signature silence silenthill silentium silkeborg
silver silverado silverfox silverstone silvia simba simferopol simon simon1 simona simone simonsays simple
simpleplan simpson simpsons sims sinatra sinbad sinclair singapore singer single sinner sintesi07 sirius
sister sithlord sixers sixtynine skateboard skater skeeter skidoo skiing skinny skipper skippy skittles
skorpion skorpion39 skydive skyline skywalke skywalker slacker slappy slapshot slave slayer slayer123
slayer666 sleepy slick slider slimed123 slimshady slipknot slipknot1 slipknot666 sloneczko slut sluts slutty
smackdown small smallvill smallville smegma smelly smile smiles smiley smith smitty smoke smoker smokes
smokeweed smokey smokin smooth smudge smut snake snake1 snakeeyes snakes snapper snapple snatch sneakers
snickers snickers1 sniper sniper123 snoop snoopdog snoopdogg snoopy snow snowball snowball1 snowboar
snowboard snowflake snowman snowwhite snuggles snuggles1 snusmumrik sobaka soccer soccer1 soccer123
sochi2014 socrates softball softball1 software sojdlg123aljg soldier soleil solidsnake solnce solnishko
solnyshko solomon solution solutions somethin something something1 sometimes sommer song sonic sonnenschein
sony sonyericsson sooner sooners sophia sophie soso123aljg souleater southern southpark southside southwest
sovereign space spaghetti spam967888 spank spanking spankme spanky sparkle sparks sparky sparrow sparta
spartacus spartak spartak1922 spartan spartan11 spartan117 spartans spawn speaker spears special
specialinsta specialist spectrum speed speedster speedy spencer spesional spider spiderma spiderman
spiderman1 spiderman3 spidey spike spike1 spirit spitfire splash splinter spongebob spooky sport sports
sportsmen sportster spring springer springfield springsteen sprint sprite spunky spurs spyder squerting
squirrel squirt srinivas ss6z2sw6lu stacey stainless stalingrad stalker stalker123 stallion standard
stanislav stanley staples star star69 starbuck starbucks starcraft starcraft2 stardust starfire starfish
starfleet stargate stargazer starlight stars starscream starship start startrek startrek1 starwars starwars1
starwars123 starwars3 static station statistika stealth steamboat steamforums steel steele steeler steelers
steelers1 stefan stefano stella stepanova stepashka steph stephani stephanie stephanie1 stephen stereo
sterlin sterling steve steve1 steven stevie stewart stick stickdaddy77 sticks sticky stimpy stinger stingray
stinky stinkyfinger stockholm stocking stockings stocks stokrotka stolen stomatolog stone stonecol stonecold
stonehenge stoner stones stonewall stoppedby storm stormy strange stranger stratocaster strawberry streaming
street streetball strider strike striker stripclub stripper strippers stroke strong stronghold stuart stud
student studio studioworks studly studmuffin stuff stunner stupid stuttgart subaru sublime submarine
subscriber subway subwoofer success suck sucker suckit suckme suckmeoff suckmycock suckmydic suckmydick
sucks suffering sugar sugarbear sultan summer summer1 summertime summit sundance sunday sundaypunch
sunderland sunflowe sunflower sunflower1 sunglasses sunny sunnyday sunrise sunset sunshine sunshine1
sunshine69 super super1 super123 superbowl superdave superdude superduper superfly supergirl superhero
superman superman1 superman12 superman123 superman2 supermanboy supermario supernatural supernova superpower
superpuper supersonic supersta superstar supervisor support surf surfboard surfer surfing susan susanne
sutvsc5ysaa suzanne suzuki svensps820 svetasveta svetik svetlana svetlanka swallow sweden sweet sweetdream
sweetdreams sweetgirl sweethear sweetheart sweetie sweetiepie sweetness sweetpea sweetpussy sweets sweety
swimmer swimming swinger swingers sword swordfis swordfish sydney sylvester sylvia sylviahans syncmaster
syndicate syracuse system systemofadown t34vfrc1991 t5r4e3w2q1 tabitha table54781 taburetka tacobell tacoma
tadmichaels taekwondo tamara tammy tamwsn3sja tang tangerine tanker tannenbau tanner tanya tara tarantino
tarantula tardis target tarheel tarheels tarzan tasha tatarstan tatiana tattoo tatyana taurus taylor taylor1
taylormade tazman tazmania tdfyutkbjy tdutybq teacher team teamomuch technical technician technics
techniques techno technology tecktonik teddy teddybear teddybeer teen teens tekken telecaster telefon
telephone television televizor temp tempest temple temporary temppassword temptress tendulkar tennessee
tennis tequila teresa terminal terminato terminator terranova terrapin terror terrorist terry test test1
test123 test1234 testament testdrive tester testing testing123 testtest texas texas1 tgbxtcrbq thailand
thanatos thanks thankyou thebeatles theboss thecakeisalie thecat theend thegame thegreat1 thekid thekiller
theking theman themaster thematrix theodore theone theresa therock thesimpsons thesims thirteen thirteen13
thissucks thomas thomas1 thomas123 thompson thongs thor threesome throat throatfuck thug4life thuglife
thugstools thumbnils thumper thunder thunder1 thunder12 thunderbird thundercat thursday thx1138 ticketmaster
tickle tiffany tiger tiger1 tigers tigertiger tigerwoods tigger tigger1 tight tights timber timberlake
timberland timberwolf time timmy timofeeva timothy tina tinker tinkerbel tinkerbell tinman tintin tiribon12
titanic titanium titans titleist tits titties titty tkachenko tkbpfdtnf tobias toblerone toby today
tokiohotel tolkien tomato tombraider tombstone tomcat tommy tommy1 tommyboy tomorrow tomtom tony tool
tootsie topcat topdevice topdog topgun topher topper topsecret tornado toronto torres toshiba totenkopf
tottenha tottenham tottenham1 touchdown toyota tracey tractor tracy trader traffic train trains trance
transam transcend transexual transformer transformers translator transport travel traveller travis treasure
trebor tree treehouse trevor trfnthbyf triathlon trickster tricky trident trigger trinidad trinitron trinity
trisha tristan triton triumph trixie trojan trojans trombone trooper tropicana trouble trout truck trucker
trucks truelove truman trumpet trunks truskawka trustno1 trustnoone tsunami tucker tuesday tunafish tundra
tupacshakur turbo turbo1 turkey turkey50 turner turntable turtle tweety twilight twinkle twinpeaks twisted
twister tyler tyler1 tylerca310 typhoon tyrone tyson uaeuaeman ublhjgjybrf ubnkthrfgen ubvyfcnbrf
ufhhbgjnnth ufkbyf ufkfrnbrf uhfdbwfgf uhtvkby17 ujkjdjkjvrf ujyxfhjdf ukflbfnjh ukflbjkec ultima ultimate
ultimatum ultracash umbrella ummagumma unbelievable uncencored undercover underdog undergroun underground
understand undertake undertaker underwater underwear underworld unforgiven unicorn uniqueness united
universal universe universidad university unknown unleashed unlimited unreal ursitesux usa123 user
userexecute usmc usnavy usuckballz1 utjuhfabz utjvtnhbz utopia utyyflmtdyf v123456789 vacation vader
vadim1995 vadim1996 vaffanculo vagina valentin valentina valentine valentinka valentino valera valera123
valeria valerie valhalla valley vampire vancouver vanessa vanhalen vanilla vanyarespekt vbhjckfdf vbhjndjhtw
vector vectra vegeta velosiped velvet venezuela vengeance venom121293 venus verbatim veritas vermont vernon
verona veronica veronika veronique vertigo verygoodbot vette vfczyz vfhbyf vfhbyfvfhbyf vfhbyjxrf vfhecz
vfhnsyjdf vfhufhbnf vfhufhbnrf vfhvtkflrf vfksirf vfktymrfz vflfufcrfh vfnhjcrby vfntvfnbrf vfrcbv vfrcbv123
vfrcbvjdf vfrcbvrf vfrcbvtyrj vfrcbvvfrcbv vfvekbxrf vfvektxrf vfvekz vfvfbgfgf vfvfgfgf vfvfgfgf123
vfvfgfgfz vfvfvskfhfve vfvjxrf vfylfhbyrf vfyxtcnth vh5150 viagra victor victoria victoria1 victoriya
victory video vietnam viewsonic vika12345 viking vikings viktor viktoria viktorija viktoriya village
villeneuve villevalo vincent vindiesel vinogradov violet viper viper1 vipers virgin virginia virtuagirl
vision vitalik vitalik123 vivian vjqgfhjkm vkontakte vladik vladimir vladimir1 vladimirovna vladislav
vladislava vladivostok volgograd volkswagen volley volleyball volume volunteer volvofh12 voodoo vortex
vova12345 voxstrange voyager voyeur vqsablpzla vsjasnel12 vtnhj2033 vtufgjkbc vulcan vyjujnjxbt w1408776w
w1w2w3w4w5 w2dlww3v5p w74156900 wachtwoord wagner walker walkman555 wallace walleye wallstreet wally walmart
walnut walrus walter wanker wapbbs warcraft warcraft1 warcraft3 warehouse warhammer warhammer40k warlock
warlord warren warrior warriors wasdwasd1 washingto washington wasser wassup watcher water waterfall
waterfalls waterloo watermelon waterpolo waters watson wayne wazzkaprivet wcrfxtvgbjy weasel weather
webhompas webhompass webmaster websolutions websolutionssu webster webuivalidat wednesday weed weezer
weihnachte weihnachten weihnachtsbau weihnachtsbaum welcome welcome01 welcome1 welcome12 welcome123
wellington wendy wenef45313 werewolf werner werty12345 wesley west westcoast western westham westside
westside1 westwood wethepeople wetpussy what whatever whatever1 whatthefuck whatthehell wheels whiskey
whisky whisper white whitepower whitesox whitetail whitewolf whitey whitney whoareyou whocares wholesale
whore whosyourdaddy whynot wibble wicked widespread wilbur wildcat wildcats wildfire wildthing william
william1 williams williams1 willie willis willow willy wilson wimbledon winchester window windows winner
winnie winnipeg261 winston winston1 winstonone winter wisconsin wisdom wishmaster wizard wolf wolf359
wolfgang wolfie wolfman wolfpack wolverin wolverine wolverines wolves woman wombat women wonder wonderboy
wonderful wonderland wonderwall wonderwoman wood woodstock woody woody1 woofwoof wookie wordpass wordpass1
work working world worldwide wrangler wrestlin wrestling wrestling1 wright wrinkle1 writer writerspace
wutang wwwooo1234 x72jhhu3z xakep1234 xanadu xavier xbox360 xehrf2011 xfiles xiaoyua123 xpressmusic
xthtgfirf xtreme xxxp455w0rd5 yamaha yankee yankees yankees1 yankees23 yanshi1982 ybrbnf ybrbnf_25 ybrbnjcbr
ybrjkfq ybrjkftdbx ybrjkftdf ybrjkftdyf yeahright yellow yesplease yesterday yfcnhjtybt yfcntymrf yfcnzyfcnz
yfdbufnjh yfhrjnbrb yfnfif yfnfitymrf yfxfkmybr yjdsqgfhjkm yomama yorkshire yosemite yoshimitsu young
yourmom yousuck ytngfhjkz ytnhjufnm ytrhjvfyn ytyfdbcnm yvonne yzerman z123456789 z1x2c3 z1x2c3v4b5
z1x2c3v4b5n6 z1x2c3v4b5n6m7 zachary zaphod zaq123 zaq123wsx zaq12wsx zaq12wsxcde3 zaq1xsw2 zaq1xsw2cde3
zaqwsx zaqwsx123 zaqwsxcde zaqwsxcderfv zaqxsw zaqxsw123 zaqxswcde zaratustra zcfvfzkexifz zcxfcnkbdf
zcxfcnkbdfz zenit2011 zenith zeppelin zerocool zeus zexts364325 zheng2568 zidane ziggy zimmerman zipper
zjses9evpa zolushka2 zombie zorro zqjphsyf6ctifgu zsecyus56 zvezda zx123456789 zxasqw12 zxc123 zxc123456
zxc123qwe zxc123zxc zxcasd zxcasd123 zxcasdqwe zxcasdqwe123 zxcqweasd zxcv1234 zxcvb1234 zxcvb12345
zxcvbasdfg zxcvbn zxcvbn123 zxcvbn123456 zxcvbn3215 zxcvbnm zxcvbnm1 zxcvbnm12 zxcvbnm123 zxcvbnm1234
zxcvbnm123456789 zxcvbnmmnbvcxz zz8807zpl zzzxxxccc
`;
