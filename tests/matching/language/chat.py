"""What people write where a bot only listens: chat with an entry's words in it, and questions, by community.

The rules of ``asking.txt`` were written with the first two. The other two were written when those rules stood, and no
rule has been changed for them since: who changes one for a line of theirs moves that line to the first two.
"""

from typing import Final

CHAT: Final = {
    "game": """
        anyone wanna claim this base with me
        who has the mods
        who broke the whitelist again
        bro the lag is insane today
        vip is so worth it tbh
        my claim got griefed lol
        i voted like 5 times today
        the server ip is pinned guys
        lets raid the base tonight
        need one more for the vip dungeon
        anyone else lagging rn?
        can someone lend me some diamonds for my base
        who wants to vote with me for the rewards
        are you guys on the server?
        did you get unbanned?
        what a claim holy
        that ban was so deserved lmao
        how cool is that base
        imagine paying for vip
        i got vip yesterday!!
        no mods allowed, sad
        finally whitelisted lets goooo
        why is bob always banned
        who's up for some mods tonight?
        selling my vip rank dm me
        wanna trade claims?
        do you like the new version?
        where are you guys building your base
        how was the vote party
        what version are you guys on
        lag lag lag
        gg on the new base dude
        he asked me how to claim land so i showed him
        me: how do i join the server
        can you add me to your claim pls
        who knew you could use mods here
        guess what i finally got vip
        thanks for the ip
        the whitelist thing took forever
        so is the vip rank
        server ip doesnt fit on my screen lol
        whoever took my vip chest, i will find you
        vote party in 5 min, be there
        the whitelist saved this server honestly
        somebody give me claim blocks, begging
        anybody down to build a new base
        is anybody on the server right now
        wtf happened to my claim
        can u tp me to the base
        bob, did you claim the desert?
        i swear the mods here are the nicest people
        my little brother got banned again 💀
        who do you think gets vip first
        remember when the lag was so bad we all quit
        base tour tomorrow, bring popcorn
        tps is 20 today, beautiful
        any builders here who want to help with a base
        you guys need to see this base
        is that your claim next to the lake?
        i just want vip so bad
        what should we name the base
        best version ever released, change my mind
        how did you afford vip
        not the lag spike while i was in the nether
        does your pc handle all these mods
        yeah i asked for an unban, they said no
        i'd rather lose my base than vote every day
        bro really paid for vip twice
        who's voting tonight
        ip ban for swearing is wild
        need a hug after that ban
        where do you live in the server
        so excited for the new version
        we should claim the whole island
        do you want my old base
        imagine the lag with 100 players
        can we all agree that claims are the best feature
        waiting for the vote timer like it's new year
        sorry about your base man
        claim it before somebody else does
        he got vip for free, not fair
        why do people still ask for the ip
        am i the only one without vip
        ok who put lava on my claim
        vip chat is so toxic lol
        bruh the server died again
        mods are sleeping, quick, do something funny
        i've been on this server since version 1.8
        anyone got a spot in their base
        anyone have a good base design
        who wants free vip, i'm giving one away
        lemme know when the server is back
        voting is boring without the reward animation
        can somebody come fix the lag please lol
        what's your base look like
        where did everyone go after the ban wave
        do not claim near my farm please
        if the lag gets worse i'm switching servers
        when i first joined i didn't even know about claims
        did they fix the lag
        you got whitelisted? nice
        how the hell did you build that base
        have you guys voted today
        wanna see my vip hat?
        so who is in charge of the base tonight
        the new version broke my heart
        tell me you voted
        are we raiding that claim or what
        bet the ban gets lifted tomorrow
        my claims > your claims
        he was asking about the ip earlier
        why did you leave our base
        lag is a feature, not a bug
        vip? in this economy?
        just vote, takes ten seconds
        banned for building a house, only here
        i miss the old mods
        should i even bother with vip
        mods please check the pvp arena
        got lost on the way to my own base
        2 more votes and we get the party
        does this base make me look fat
        rate my base 1-10
        y'all see that claim at spawn?
        i can share my base coords
        what a ban lol
        is she whitelisted yet
        that vip cape looks dope
        spent the whole weekend on my base
        new mods on the team, say hi
        i'm never leaving this server
        ban me if you want lol
        voting closes tonight i think
        tps dropped when they all logged in
        does anyone wanna trade vip keys
        hop on the server guys
        who's building next to my claim
        would anybody donate some iron for the base
        your base is prettier than my house
        did somebody change the whitelist
        we got raided because the claim ran out
        kinda miss the lag, it was charming
        ayo who unbanned kevin
        what do you think of my base
        can you stop the lag please i'm begging
        do you guys vote every day
        why is my base always the one that explodes
        how much iron did you put in that base
        the ip looks like a phone number haha
        i want a base like that too
        vip or not, you still suck at pvp
        where did you put the chest in our base
        it's not a bug it's a claim
        lets vote together
        are you vip now?
        she built that base alone
        the mods allowed it, chill
        when you finally get vip and the server closes 💀
        he got banned for using mods
        just claimed the best spot on the map
        no lag no fun
        is it my turn to guard the base
        somebody remind kevin to vote
        bases like this make me want to quit
        VIP SALE TODAY, everyone gets a cape
        lol my claim expired while i was on holiday
        @everyone vote party at 8
        we need a bigger base. like way bigger
        im gonna build a castle on my claim, anyone can help
        who here remembers the old ip
        the lag?? my game froze for a minute
        some kid asked me what the ip was, i gave him the wrong one haha
        is kevin still banned lol
        yo what happened to spawn
        that mod is illegal i think
        can you guys hear me on the server
        i just wanna say the mods are doing great
        who thinks we should reset the claims
        why does kevin get vip and i don't
        what are we building at the base today
        u got a claim here?
        stop voting for that guy
        does anybody want 3 stacks of iron for vip
        it took me two hours to find the base again
        bro you can't just claim half the map
        kinda sus that the ban got lifted
        server is up, base is fine, all good
        should've voted yesterday, double rewards
    """,
    "school": """
        i love javascript
        what a hype
        that was free work lol
        the demo was great
        no cost
        i got the certification
        good question, i wondered too
        passed the exam!!!
        the exam was brutal
        who else failed the exam lol
        can someone lend me a charger for the exam
        anyone going to the demo tomorrow?
        did you see the demo?
        how was the exam?
        homework is killing me
        javascript makes no sense to me haha
        got my refund today, super fast
        i think the fees went up
        what did you get on the exam
        are we having the demo today?
        is it just me or is javascript cursed
        studying javascript all night again
        who is taking the javascript course with me
        do you have the homework
        can you send me the homework
        so tired of homework
        let's meet before class to do the homework
        javascript > python fight me
        my mom paid the fees already
        why am i like this, homework due in an hour
        why not just ask for a refund lol
        certificate arrived, framed it already
        the schedule is a mess this week
        when are you taking the exam?
        anyone want to study for the exam together
        i would pay double for that course
        that demo though 🔥
        rip my exam score
        do you think the exam will be hard
        "how much does it cost" is all they ever say
        can't believe the demo is over already
        javascript was a mistake
        we survived the exam!!
        no homework this week yayyy
        who's got the notes for the exam
        my dog ate my homework, for real this time
        they finally paid my refund
        what did the teacher say about the homework?
        is your certificate framed too?
        does anyone want my old javascript book
        when i saw the exam i wanted to cry
        how are you all feeling about the exam
        i'll bring coffee to the demo
        anyone stuck on the homework wanna call
        no refund, no problem, i liked it
        certificate goes straight on linkedin
        told my boss about the fees, he laughed
        exam week is hell
        can you believe the price of that course
        ur homework was so neat
        have you signed up for the exam yet?
        the schedule says monday but the teacher said tuesday lol
        i have a demo at 5 so cant play
        honestly the fees are ok
        do u remember the exam from last year
        thank god for the demo class
        will you be at the demo?
        lol imagine getting a refund and staying in class
        it costs me my sanity
        teacher: what is javascript   me: pain
        who cares about the certificate
        what an exam
        the price went up again?? insane
        same, never doing homework on a sunday again
        are we still meeting for the exam prep
        my sister starts the javascript course on monday
        just submitted the homework one minute before the deadline
        congrats on your certificate!!
        why is javascript like this
        exam results are out and i am scared to look
        how much homework did you do
        any of you guys going to retake the exam
        i was told there would be a certificate and cake
        javascript is my favourite thing ever
        demo was way too short
        new certificate just dropped
        hate that the exam is on my birthday
        is it normal to dream about javascript
        anyone wanna do homework on call
        who else got the refund mail
        can you all stop talking about the exam
        the fees are gonna kill me
        i owe my mum for the course fees
        how did the demo go for you
        do you even do homework
        he asked for the price and left lol
        somebody please take the exam for me
        we should study for the exam
        what are you wearing to the exam
        yo did the schedule change on you too
        homework done, time for games
        that refund paid for my new keyboard
        never thought i'd get the certificate
        i told her the demo was free
        where are you sitting in the exam
        lucky, you got the easy exam
        no more javascript for today
        are you ready for the exam?
        exam went fine i guess
        when is your exam
        can i copy your homework
        what grade did you get in the exam?
        i like how the demo was done
        she teaches javascript like a rockstar
        such a long exam omg
        my laptop crashed during the demo
        would you take the course again
        the timetable gave me a headache
        anyone free to explain the joke in the demo
        i finished the homework before you, ha
        good luck with the exam everyone
        how could they give us homework over easter
        my homework is better than yours
        if i pass the exam, pizza is on me
        signed up for the javascript course, see you there
        cost me a fortune but i love it
        do they know the exam is next week lol
        can't wait for the demo tomorrow
        the exam took all my energy
        wish the fees were lower
        i aced the javascript test
        got homework for days
        we're all getting certificates on friday
        my teacher forgot the exam at home
        would you lend me your javascript book
        who else is doing the homework on the bus
        did you guys enjoy the demo
        that price is a steal
        javascript really is just vibes
        never got a refund so quickly
        i'm free after the exam
        does your mom know about the exam lol
        what was the exam like
        how come you never do your homework
        the demo made me sign up right away
        is your exam on tuesday or wednesday
        anyone in the library studying javascript
        can i sit next to you in the exam
        exam season is here, pray for me
        who should i sit with at the demo
        what a course
        i bet the exam is multiple choice
        please tell me you did the homework
        the schedule finally makes sense
        you passed? congrats on the certificate
        should have asked for a refund
        have fun at the demo
        our class starts in five minutes, hurry
        they raised the fees, of course they did
        i was so nervous in the exam
        how is the homework coming along
        my cat walked over my homework
        javascript people are something else
        the certificate has my name wrong lol
        the exam was so easy i finished in ten minutes
        ok so the demo starts at five. see you there
        i would kill for a day without homework
        what's your favourite part of the javascript course
        anyone got last year's exam?
        i told my dad about the certificate and he cried
        could you send your homework in the group
        do we have homework for tomorrow
        how are your exams going
        javascript, javascript, javascript. i see it in my dreams
        is anyone up for a call about the exam
        who got an A in the exam
        the price? worth it
        he won't give us the certificate before june, i asked
        why did i sign up for the exam
        you know what, refunds are overrated
        my group did the demo without me :(
        i'm so done with exams
        which homework are you talking about
        can we talk about how good that demo was
        so when i got my refund i bought a bike
        where did you hide the homework
        fees paid, wallet empty
        the schedule looks like a toddler made it
    """,
    "tool": """
        just deployed on a friday, wish me luck
        monitoring is down again lol
        love the new logs page
        our billing person is on holiday
        anyone here using the api with rust?
        who wants to pair on the deploy
        i hate yaml and deploys
        got rate limited again smh
        the pin thing finally works for me
        thanks, the export worked
        did the deploy go through?
        how did your deploy go
        can somebody review my deploy pr
        anyone else getting paged by alerts?
        what do you guys use for monitoring
        alerts woke me up at 3am
        i lost my api key in a git push, classic
        nice logs
        we moved everything to webhooks last year
        that setup is beautiful
        why is the install so satisfying
        do you even read logs
        the invoice was higher than expected
        it was the logs all along
        my boss asked how much the plan costs and i had no idea
        has anyone tried the new export?
        deploying now, brb
        i set up alerts for everything and regret it
        who is on call for monitoring today
        he said the rate limit is fine
        what is wrong with these logs lol
        ok the backup saved my life
        can we deploy after lunch?
        are you still on the old plan
        such a clean api
        install went smooth
        looking for someone to write docs on the api
        export done, going to bed
        when will they ever fix logs
        same, my deploy is stuck too
        friday deploy gang
        this export is a lifesaver
        anyone awake? prod logs look funny
        who touched the alerts config
        i'll pay the invoice tomorrow
        monitoring looks green, going home
        can someone approve my deployment
        we use the api a lot at work
        logs or it didn't happen
        the api key in the screenshot is fake, relax
        rate limits are there for a reason folks
        i think monitoring is the most boring part
        my pin is my birthday, don't tell
        haven't had a single alert in weeks
        how's the deploy going
        did anybody restart the monitoring box
        he never reads the logs before asking
        our cto wants a backup of the backup
        you should try the export, it's quick
        that invoice made me spit out my coffee
        are your alerts this noisy too?
        are we deploying today or not
        deploy deploy deploy
        what were you thinking with that api
        the install took 3 hours, never again
        let me check the logs
        you broke the deploy, you buy pizza
        lmao the alerts channel is on fire
        i wrote a script around the export
        does he know the pin
        could you look at the logs when you're back
        anyone got a spare api key for testing
        what do you think of the new billing page?
        billing sent me a love letter
        been reading logs since 6am
        i can do the deploy
        nobody expects the rate limit
        they changed the billing date on me
        who wrote this install script, it's art
        how boring is monitoring
        should we get lunch before the deploy
        sounds like a setup problem on your side
        wait, you run this on windows?
        whoever wrote the logs page deserves a raise
        deploying in 3 2 1
        anyone else's monitoring acting up
        i could stare at these logs all day
        who is deploying today
        cheers for the export tip
        pushed straight to prod, deploy passed, feeling dangerous
        alerts are quiet... too quiet
        did you rotate the api key like i asked
        can you restart the deploy
        billing is my least favourite page
        the api is down for me but not for my colleague
        don't forget to export before the weekend
        how many alerts did you get last night
        we're moving off the old api next quarter
        setup took me five minutes, impressive
        what's everyone using for logs
        our monitoring found it before the customers did
        i pinned the invoice in slack
        are you the one who changed the pin
        who needs monitoring when you have users
        can anyone hop on a call about the deploy
        it is always the rate limit
        has the deploy finished on your end?
        the logs are lying to me
        backup ran fine
        ever seen an invoice this long
        is this your api key in the repo?
        thinking about a career in reading logs
        let's roll back the deploy and go home
        i heard the new billing is nicer
        please nobody deploy for the next hour
        could be a rate limit thing, not sure
        rest in peace my api key
        how dare they rate limit me
        omg the install just worked
        what would i do without backups
        jenny asked how to reset her pin and nobody answered
        that alert was for you
        do you want me to look at the deploy
        installed it on my mum's laptop
        one does not simply read the logs
        finally someone fixed billing
        any alerts overnight? no? good
        logs are my bedtime story
        deploy number 12 today
        the new api is chef's kiss
        i muted the alerts, sorry not sorry
        my invoice has a typo in my name
        whoever set up monitoring, i love you
        just rotated all the keys, feels good
        did the alerts wake you too
        is anyone else on the beta of the export
        let's deploy on thursday instead
        who is reviewing the deploy script
        what's your setup
        our api key leaked on twitter once, fun times
        pin pin pin, why so many pins in my life
        have you seen the logs from last night
        the rate limit hit me like a truck
        i'd rather write docs than read logs
        can you share your screen and show the logs
        are we going live with the deploy?
        we had zero downtime on that deploy
        how did you find that in the logs
        anybody want to pair on monitoring
        billing emails always land in my spam
        export took a coffee break
        so proud of this deploy
        do you think the deploy will fail
        when are we doing the deploy
        the install guide is actually funny
        why are you deploying from your phone
        he fixed the alerts in two minutes
        looks like a rate limit to me
        ok alerts, we get it
        no logs no crime
        the backup is older than my kid
        install day is the best day
        you had one job, monitoring
        thanks for fixing my billing so fast
        alerts at 2am, alerts at 3am, alerts at 4am. i quit
        anyone remember who set up the logs
        it works on my machine, deploy it
        that's not an invoice, that's a ransom note
        i asked support how long they keep logs and they laughed
        did you check the logs first
        we should rename the deploy script
        who broke monitoring this time
        deploy is green. going for lunch
        do you want to see my alerts dashboard
        monitoring? never heard of her
        haha nice api key you posted there
        how did the install go?
        my pin doesn't matter, nobody wants my account anyway
        i think the export is the best feature they have
        lmk when the deploy is done
        would be nice to have logs in dark mode
        are you guys on the new billing too
        time to clean up some logs
        why is it always me who gets the alert
        the rate limit doc made me laugh
        what time did you deploy
        ngl i forgot my pin twice today
        look at this install progress bar lol
    """,
    "hobby": """
        the meeting was fun, thanks all
        i left my tripod at the meeting
        can someone lend me a tripod for saturday
        who has a spare lens cap
        just bought a new lens and i'm in love
        anyone want to share the darkroom on friday?
        what camera do you use
        that film look is so dreamy
        film is expensive these days
        congrats on winning the contest!
        how did the contest go?
        is anyone coming to the meeting?
        shot two rolls of film today
        my camera fell in the river rip
        your prints look amazing
        i'm submitting the cat picture to the contest haha
        see you at the meetup
        who's bringing the tripod
        anybody selling a 50mm lens?
        do you have the darkroom key
        are you at the meeting already?
        what a lens
        how beautiful are those prints
        i never use a tripod
        the membership is worth every cent
        did anyone find my lens cap after the meeting
        let's do a film day
        where did you get that camera
        wanna go shoot some film?
        finally got the darkroom smell out of my clothes
        love this camera
        the fee is fair imo
        prints came out great
        i can bring a tripod
        nobody told me about the contest
        who's judging the contest, i know a guy lol
        was the meeting boring again
        film or digital is such a boring fight
        which lens did you use for this
        hope to see everyone at the meeting
        brought my grandpa's camera today
        i think i dropped a lens cap in the darkroom
        who else is addicted to film
        the meeting is at my place this time, bring snacks
        anyone driving to the meeting from the north side
        my tripod is older than me
        would you sell me that lens?
        that contest picture of yours made my day
        how many rolls of film did you bring
        do you guys ever sleep or just print
        could someone carry the tripod, my back hurts
        what lens is that, looks huge
        who won the contest?
        i can't afford another lens
        darkroom time is the best time
        is the film you gave me color?
        did the prints arrive?
        nice to see so many at the meetup
        got my first camera for christmas
        the fee is less than a pizza
        you look great in those prints
        when did you buy the lens
        let's talk about the contest at the meeting
        had the weirdest dream about a tripod
        are there people at the darkroom now
        i'll be late for the meeting, sorry
        how awesome is this film
        why would anyone buy that camera
        does anybody have film left
        i lent my camera to anna
        these prints, wow
        has anybody seen my tripod
        never winning a contest with that
        wish i had a darkroom at home
        can i see your prints
        he's the guy with the big lens
        so many entries in the contest this year
        i'm the one who asked about membership last week
        we had a meeting in the rain lol
        tripod gang rise up
        where was the meeting again, i forgot to come haha
        oh you have the new camera?
        was that film expired
        nothing beats the smell of film
        bringing my dad to the meeting
        who's got a car for the meeting
        i'd give my left arm for that lens
        anyone bored? darkroom in an hour
        someone's camera is still in the darkroom
        contest pictures are all amazing this year
        you should enter the contest
        are those your prints on the wall
        i dropped my camera twice and it still works
        did we pay the fee already
        which camera are you bringing
        does he always use a tripod
        can't come to the meeting, have fun
        the membership card looks so good
        what did you think of the contest
        thanks for lending me the tripod
        when can you bring back my lens
        whose tripod is this
        just joined, paid my fee, hello all
        my film got stuck in the airport scanner
        could you bring your lens on friday
        that print is crooked lol
        our meeting was featured in the paper
        how are the prints coming along
        film photographers are the best people
        i have too many lenses
        who votes for the cat in the contest
        we need more people in the darkroom
        you look like you need a tripod
        is bob coming to the meeting
        are you entering the contest?
        oh no my prints
        bought film instead of food again
        can we move the meeting to thursday
        lost the contest, still happy
        your camera is so loud
        meeting's over already?
        i know what lens i want for christmas
        has your film come back yet
        the darkroom needs a cleaning
        guess who forgot the tripod
        it's the lens, not the photographer haha
        somebody left a membership form on the table
        my first prints came back today
        a tripod would have helped here haha
        the lens was a gift from my wife
        two meetings in one week, wow
        whoever left film in the fridge, thank you
        i slept through the meeting
        that contest entry is unreal
        are you bringing your camera on saturday
        did you order prints for your mum
        anyone keen on a film swap
        love the smell in the darkroom
        who took the big tripod home
        cameras everywhere, it's heaven
        can you pass me the lens cloth
        it rained on my film
        membership number 100 goes to me
        could you take a picture of my prints
        what did they say at the meeting
        how long have you been in the club
        is that film or digital?
        we need a bigger darkroom
        would you believe i won the contest
        my back hurts from that tripod
        what film did you shoot
        he paid my fee, what a guy
        see you in the darkroom later
        the lens is not the problem, i am
        that was a nice meeting
        let me know when you're at the meeting
        so many lenses so little money
        your contest picture reminded me of home
        i have three cameras and no talent
        do you still have that old lens
        nobody beats her prints
        why did you sell the camera
        film is back, baby
        the deadline was yesterday, oh well
        tripod in one hand, coffee in the other
        film prices went up again :/
        i wonder what bob did with his lens
        any of you coming to the darkroom tonight
        the contest jury loves cats, confirmed
        hey is that your camera on the table?
        my prints got bent in the mail
        i shot the whole meeting on film
        who's in for a meetup at the lake
        we all voted for your contest picture
        please don't touch my lens with those fingers
        what a camera, what a night
        do i look like i can afford that lens
        the fee goes up in june, they said
        you left your tripod in my car
        can someone take notes at the meeting for me
        had to explain to my mom what a darkroom is
        how many lenses do you own lol
        his film came out blank
        when did the meeting become a party
        they asked me to join the contest jury
        membership card arrived today :)
        does anyone else think prints are underrated
        that film grain though
    """,
    "shipped": """
        i love devops
        mlops is the future
        our monitoring is a joke
        got my mlops certification today
        automation took my job lol
        devops people are always on call
        anyone here hiring for mlops
        who wants to join my devops study group
        security is not my department
        the deployment failed again haha
        how was the devops interview
        do you work in mlops
        what a pipeline
        docker saved my day
        scalability, my old friend
        are you a devops engineer?
        my boss said mlops five times in one meeting
        free demo was fun
        cost is not a problem for them
        ci/cd is life
        devops is just sysadmin with better marketing
        anyone else tired of hearing about mlops
        my mlops team is two people and a dog
        how do you like devops so far
        we automated the coffee machine, peak devops
        the security training was boring
        who let me near the pipeline
        i'm switching from devops to mlops next month
        monitoring woke me up again
        what did you learn in the demo
        are we devops now
        that tech stack is older than me
    """,
}
QUESTIONS: Final = {
    "game": """
        whats the ip
        how do i join the server
        how to claim land
        does it work on bedrock?
        can i use a minimap
        which mods are allowed here
        does anyone know how to get whitelisted
        how do you claim a base
        is there a limit on claims
        anyone know where i can vote
        how much is vip
        hey all, quick question, how do i appeal a ban
        why was i banned?
        need help with claiming my base
        what version is the server on
        can someone tell me the server address
        server ip?
        how i can claim my base
        i dont know how to vote
        is vip permanent
        vip price?
        any way to reduce lag
        sorry if this was asked before but what mods can i use
        so i just joined, how do i claim
        can you get vip by voting
        what's the address of the server
        how do u get on the server
        is this server bedrock or java
        hi guys! just wondering which mods we are allowed to use
        how big can my claim be
        what do i have to do to get vip
        i was banned for no reason, how can i appeal
        where's the vote link
        does voting give rewards
        how can i make the game lag less
        anybody know the ip?
        are minimaps allowed
        can i have more than one claim
        do i need to be whitelisted
        what are the perks of vip
        how many claims can one player have
        is there any way to get unbanned
        bro how do i claim
        i need help joining the server
        how long does a ban last
        cant figure out how to claim land
        pls tell me how to vote
        optifine allowed?
        what does vip give you
        whats needed to get whitelisted
        is the ip the same for bedrock
        how do claims work
        does the server have an ip for bedrock
        where do i vote
        what mods can i install without getting banned
        how do i make my claim bigger
        hello, how can i become vip?
        which version should i install
        is there a whitelist
        how do i lower the lag on my laptop
        can vip be bought
        how much is the vip rank
        what's the best way to protect my base with a claim
        do claims expire
        i cant join, do i have to be whitelisted first
        are there rewards for voting
        help with claiming land please
        can you play on mobile
        any news on the new version
        what's the reason for my ban
        how can i remove a claim
        could someone tell me how voting works
        server address pls?
        so what do i get as vip
        is shaders mod ok
        hey mods, when will the server update to the new version
        i wanna know if optifine is allowed
        how to appeal
        whats the max claim size
        what port does the server use
        how do i get on the whitelist
        can i claim land in the nether
        is it ok to use a minimap mod
        do i lose vip when i get banned
        which version does the server run
        where can i see my claims
        how often can i vote
        can someone explain how vip works
        my game lags a lot, how can i fix it
        how long until a ban is lifted
        does the vip rank expire
        what is the ip please
        i don't know how to claim my base
        are there any mods that are not allowed
        is there a way to appeal my ban
        what does a vote give
        vip cost?
        how do people join from bedrock
        does claiming cost anything
        anyone know the version
        need help getting whitelisted
        how does one get vip
        what can i get for voting
        i'm lagging a lot, what can i do
        how do i let a friend build in my claim
        are texture packs allowed
        what should i do if i was banned by mistake
        where do i find the server address
        is the server on the newest version
        how much land can i claim
        do you need to be whitelisted to join
        can i transfer vip to another account
        which sites can i vote on
        how do i stop the lag
        anybody know how to add someone to a claim
    """,
    "school": """
        how much does it cost
        is there a demo
        whats the price of the javascript course
        cant find how to enrol
        do i get a certificate at the end?
        when do classes start
        can i retake the exam
        wondering how refunds work
        any discounts for students?
        is the exam online
        do you offer refunds
        how hard is the exam guys
        i want to know about the javascript course
        where do i hand in the homework
        could anyone explain how the exam works
        are the courses certified
        does the course include a certificate
        what happens if i fail the exam
        is javascript required
        tell me about the fees
        how long is the javascript course
        do we need to pay before the demo
        who do i contact for a refund
        my question is how do i book a demo
        and what about the fees
        what are the fees
        can i get my money back
        how do i sign up
        is the demo free?
        when's the next class
        do you get a certificate when you finish
        how many times can i retake the exam
        what will i learn in the javascript course
        anyone knows how to get a refund
        where can i see the schedule
        can someone explain the fees to me
        does the demo cost anything
        is it possible to get a refund after two weeks
        i am new here, where do i enrol
        how late can i hand in homework
        thinking about joining, how much are the courses
        is there homework every week
        are exams online or in person
        do i have to know html before javascript
        what score do i need to pass the exam
        any info on the exam dates
        need to know when the course starts
        hello everyone, could you please tell me the price of the course
        i'm confused about how the refund works
        which course is best for beginners
        will there be a demo next week
        quick one: is the certificate accredited?
        how expensive is it
        does anyone know if the demo is recorded
        when does the javascript course start
        what's in the javascript course
        do i have to pay for the certificate
        can you still enrol in march
        are there refunds if i get sick
        how do i prepare for the exam
        is the homework graded
        where do i find the timetable
        can i join the demo from my phone
        what do i need to enrol
        looking for the schedule
        how is the exam graded
        excuse me, how long does a refund take
        i don't understand how the fees work
        please explain what the certificate is worth
        which days are the classes
        is the price per month
        whats the passing score of the exam
        do you give discounts
        may i ask how much the course is
        is a certificate included in the price
        can beginners take the javascript course
        wondering if i can get a refund after the demo
        who teaches the javascript course
        how does enrolment work?
        how do i get my certificate
        is there any discount on the fees
        what time do classes start
        can i try a demo before i pay
        how are exams taken
        will i get a refund if i quit
        what's the javascript course about
        where do i see my homework
        does javascript need experience
        how do i register
        can you tell me when the exam is
        what do the courses cost
        do they give certificates for the demo
        are late assignments accepted
        how is the schedule organised
        is the javascript course good for beginners
        i'd like to know how refunds work
        how soon after the exam do i get the certificate
        hello, is enrolment open
        any idea what the exam looks like
        which payment methods do you accept
        please can someone tell me the price
        is there a certificate for every course
        how many hours of homework are there
        when will the next demo be
        do the fees include the exam
        i want to enrol, where do i start
        what happens if i miss a class
        how are refunds paid out
        can i get the timetable as a pdf
        who do i ask about the fees
        is the javascript course hard
        does anyone know the price of the courses
        i need information about enrolment
        how do i hand in my homework
        could you tell me if the exam is open book
    """,
    "tool": """
        any idea how to reset my pin
        whats the difference between the plans
        need help setting up alerts
        how does monitoring work
        where are the logs
        does it run on windows
        im trying to figure out how to export my data
        is there a csv export
        why do i get 429
        how long are logs kept?
        what is the rate limit for the api
        can i roll back a deploy
        cant find my api key anywhere, where is it
        how do i cancel my plan
        having trouble installing the tool
        i forgot my pin, how can i reset it
        explain how deploys work please
        should i rotate my api key
        when am i billed
        is monitoring included in the free plan
        not sure how to set up alerts
        could you tell me how to install it
        will my logs be deleted
        how to make a backup
        what do i need to deploy
        where can i see my invoices
        how do i get an api key
        what's the max requests per minute
        how to set up monitoring
        it says 429, what does that mean
        i can't log in because i forgot my pin, how do i reset it
        is there a way to export everything to csv
        does it work on mac
        how do i undo a deploy
        are logs deleted after a while
        when do you charge my card
        anyone know how long logs are stored
        can alerts go to slack
        what happens when i hit the rate limit
        how do i install this on linux
        who can see my api key
        do i lose my data if i cancel
        any docs on deploying
        please explain rate limits
        can i change the billing date
        is monitoring free
        trying to understand how alerts are triggered
        why is my deploy failing
        how often are backups made
        should i use the api key or the pin
        got a new phone, how can i reset the pin
        what permissions does the api key need
        how do i get alerts on my phone
        can i have two api keys
        i've forgotten my pin, what now?
        where can i download the logs
        how do i upgrade my plan
        why am i rate limited
        is there an installer for windows
        does the export include attachments
        what's the easiest way to deploy
        can you export to excel
        how long does a deploy take
        anybody know why the install fails on ubuntu
        when do invoices go out
        how are my logs stored
        does monitoring cost extra
        is my api key safe in the frontend
        what is a rate limit
        need info on backups
        are there alerts for failed deploys
        in which folder are the logs
        could i get a copy of an old invoice
        how would i deploy from github
        whats the command to install it
        should alerts be set up for every service
        no idea how to find my api key
        where do i change my pin
        what does monitoring actually check
        how do i see the logs of yesterday
        does the tool need admin rights to install
        what do i do when i hit the rate limit
        how many api keys can i have
        where is the invoice
        is it possible to reset the pin by mail
        can i export as json
        do you support docker installs
        how do alerts get sent
        why can't i deploy
        what happens to my data when i cancel
        can i limit an api key to one project
        how to read the logs
        is there monitoring for cron jobs
        what does 429 mean
        whats the quickest way to install it
        when is the next bill due
        how do i turn off an alert
        does a deploy cause downtime
        who gets the alert mails
        cant find the export button, where is it
        are backups encrypted
        how can i search the logs
        which systems can i install it on
        why do i have to reset my pin
        what counts towards the rate limit
        how do i pay an invoice
        do api keys expire
        is there any way to schedule an export
        how do i know that a deploy worked
        can monitoring watch more than one server
        any docs about alerts
        does it keep backups
        i can't find where to change my plan
        what is included in the free plan
        how do i delete an api key
    """,
    "hobby": """
        when is the next meeting
        can i borrow a camera
        do i need a tripod?
        how much is the membership
        which film is good for beginners
        how do i book the darkroom
        is there a deadline for the contest
        who can use the darkroom
        where do i order prints
        which lens should i buy first
        anyone know when the contest ends
        are prints included in the membership
        how long can i keep the camera
        what film should i use at night
        is a tripod necessary for portraits
        looking for info on the contest
        curious how the darkroom booking works
        can members bring guests to the meeting
        do beginners need a lens
        what does the membership include
        hi! new here, how can i join the club
        is it possible to rent a lens
        how many prints can i enter in the contest
        whats the fee
        can anybody help me with choosing a lens
        where is the meeting
        how much does membership cost
        which lens is best for portraits
        is the darkroom open on sundays
        what's the deadline for the contest
        can anybody enter the contest?
        how do prints get ordered
        does the club have cameras to borrow
        can you use the darkroom without a course
        what tripod would you recommend for a beginner
        is film included in the fee
        do students pay less for membership
        are lenses available to rent
        how many pictures can i submit to the contest
        hey, when do you guys meet?
        want to know how to book the darkroom
        what size of prints can i order
        anyone know which film works in low light
        how do i become a member
        do i need my own camera
        who decides the contest
        is there parking at the meeting place
        what does a roll of film cost
        how early do i have to book the darkroom
        i have a question about the membership fee, is it monthly
        could i borrow a lens for a weekend
        when will the contest winners be announced
        how often are the meetings
        what does it cost to be a member
        is there a lens i can borrow
        do i need to pay for the darkroom
        who judges the contest
        how do i send in my contest picture
        what kind of film do i need for my camera
        are guests allowed at meetings
        can i get large prints
        what is a good first lens
        does anybody here know how to book the darkroom
        how can i pay the membership fee
        when's the contest
        is a tripod needed at night
        do prints come with a frame
        where is the darkroom
        which camera can beginners borrow
        how many people come to a meeting
        how old do you have to be to join the club
        hi, is the contest open for everyone
        whats the difference between a prime and a zoom lens
        could you explain how to order prints
        what happens if i break a borrowed camera
        is colour film possible in the darkroom
        i am trying to find out when the meeting is
        do you have to be a member to use the darkroom
        how do i cancel my membership
        how do i become a member of the club
        where and when is the meeting
        are film cameras available to borrow
        how much does the darkroom cost
        what lens should a beginner get
        can i enter two pictures in the contest
        how many meetings are there in a year
        what's included in the membership
        does the darkroom have an enlarger for large prints
        is the fee the same for students
        which tripod is light enough for hiking
        can you develop colour film in the darkroom
        what paper are the prints on
        do contest pictures have to be on film
        how do i return a camera
        is there a meeting in august
        what do i bring to my first meeting
        anyone know how to order prints
        wondering if the contest is open to beginners
        how is the contest judged
        could someone tell me where the meeting is
        does a cheap lens work
        how do i sign up for the meeting
        can i use my own film in the darkroom
        is there a tripod i can borrow
        what are the rules of the contest
        how big can prints be
        do members get a discount on film
        is a 50mm lens enough for portraits
        which camera should i borrow first
        where can i pay the fee
        when are the meetings
        what happens at a meeting
        does the contest cost anything
        how long does it take to get prints
        who can help me choose a lens
    """,
    "shipped": """
        whats the difference between mlops and devops
        how does monitoring differ
        is devops cheaper
        what skills do i need for mlops
        does mlops need kubernetes
        how do teams work together in devops
        can i get a certificate in mlops
        what is mlops
        how is security handled
        is there a free demo
        which tools are used in mlops
        anyone know what the ci/cd pipelines look like
        how much does it cost to run mlops
        which one is easier to learn, mlops or devops
        what does a devops team look like
        is data management part of mlops
        how are models deployed
        do i need certifications for devops
        wondering which tools devops uses
        what gets automated in mlops
    """,
}
UNSEEN_CHAT: Final = {
    "game": """
        good morning server
        my base has a pool now
        claimed 3000 blocks today, i'm rich
        whats up with the lag today lol
        anyone on? need two for the base boss
        i swear i voted already
        vip chat goes brr
        can we get a double vote weekend
        kevin is building on my claim, mods help
        just came back from a ban, missed you all
        lost connection again, thanks lag
        who stole my horse from the base
        the ip changed? since when
        that update broke half the mods
        wanna join my claim?
        you should come see the new base
        i can help you with your claim later
        nobody votes anymore, sad times
        all mods are asleep
        gg everyone, great raid on the base
        would love to have vip someday
        somebody whitelisted my cousin yesterday, ty
        this base needs more lamps
        is everyone ready for the vote party?
    """,
    "school": """
        finished the javascript homework!
        that demo was a waste of time tbh
        my brain hurts from javascript
        exam tomorrow, wish me luck
        are you coming to the demo
        i already paid all the fees
        the new schedule is so much better
        anyone want to share notes for the exam
        my parents think the fees are too high
        can i see your certificate
        they sent the wrong certificate lol
        never again an exam at 8 in the morning
        who's your favourite javascript teacher
        told you the exam was easy
        homework first, games later
        got a full refund, nice people
        congratulations on passing the exam
        let's go to the demo together
        i hate that homework is due on sunday
        did anyone do the homework?
        everyone in my class failed the exam
        what did you think of the demo?
        javascript is fun once you get it
        does your teacher give homework too
    """,
    "tool": """
        deploy went through on the first try
        our monitoring caught it, phew
        i added the logs to the ticket
        could someone look at my logs please
        just paid the invoice
        the export is running since an hour
        i think we hit the rate limit again
        alerts are too noisy for me
        this install wizard is cute
        who has access to the api key
        my colleague wrote a nice post about deploys
        we don't do deploys on fridays
        reset my pin, works now
        it's not the api, it's the network
        i love how simple the setup is
        are you looking at the logs
        thanks for the backup
        has somebody seen the alert from 9am
        new billing page looks clean
        i'll do the export on monday
        what do your logs say
        sorry, wrong channel, meant to post in deploys
        that alert was my fault
        let me try the deploy again
    """,
    "hobby": """
        what a great meeting yesterday
        i need a new tripod badly
        picked up my prints today, so happy
        does anybody want my old camera
        the darkroom was full again
        film is life
        can you bring the camera on sunday
        just renewed my membership
        won third place in the contest!!
        my lens is foggy, ugh
        how did your prints turn out
        i prefer film over digital any day
        anyone going to the meetup by train
        congrats to all contest winners
        the fee is due next week btw
        that tripod weighs a ton
        forgot my lens at home
        we had cake at the meeting
        your camera looks so vintage
        i'm teaching my son to print in the darkroom
        who wants to split a pack of film
        see the contest pictures? stunning
        is that a new lens?
        i have to skip the meeting this week
    """,
    "shipped": """
        finally understand what mlops people do all day
        my first week in devops is over
        we broke the pipeline again
        the demo was really good
        got the brochure in the mail
        automation is my love language
        we're hiring devops engineers
        security team is mad at us
        anyone else into mlops here
        these certifications are expensive lol
        scaling is hard
        i'd pick devops over mlops
    """,
}
UNSEEN_QUESTIONS: Final = {
    "game": """
        how do i find the server
        is java or bedrock better for this server
        can i give someone access to my claim
        what mods do i need to join
        how do you become vip
        where is the link to vote
        i was banned, can i get unbanned
        does anyone know why the server is lagging
        do i need vip to claim land
        how big is the biggest claim
        is there a minimap mod that is allowed
        hey how do i get whitelisted
        what version do you need
        how to get more claims
    """,
    "school": """
        is it possible to pay the fees monthly
        what does the certificate say
        how do i get into the demo class
        when is the exam
        can i switch to another schedule
        how can i get my money back
        do you have a student price
        what is the homework policy
        is javascript taught online
        how many exams are there
        hi everyone, where do i register
        are demo classes recorded
        will i get a certificate if i fail
        what's the cost of the javascript course
    """,
    "tool": """
        how do i install it on a mac
        can i see old logs
        what happens when a deploy fails
        is there an alert for high memory
        how do i get an invoice for last year
        where do i create an api key
        is the rate limit per user
        how long does an export take
        do i need the pin to deploy
        what are the install requirements
        can i change how often backups run
        does monitoring slow down my app
        please help, how do i reset a pin
        any way to silence alerts at night
    """,
    "hobby": """
        how much is a roll of film
        where do i find the darkroom
        what can i win in the contest
        are meetings only for members
        is there a fee for borrowing a camera
        how do i order prints
        can i bring a friend to the meeting
        what tripod do i need for night pictures
        which film works for portraits
        do lenses fit every camera
        how do i book a slot in the darkroom
        is membership required for the contest
        when does my membership end
        anyone know how the contest works
    """,
    "shipped": """
        what does mlops monitor
        is devops hard to learn
        how do costs compare
        what is the job market like for mlops
        which certifications are useful
        how does data management work in devops
        are there hands on projects in the course
        where can i find the brochure
    """,
}
