"""What people write where a bot only listens: chat with an entry's words in it, and questions, by community.

The rules of ``asking.txt`` were written with the first two; the other two were written when those rules stood, and have
not been looked at for them.
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
    """,
}
UNSEEN_CHAT: Final = {
    "game": """
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
    """,
    "school": """
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
    """,
    "tool": """
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
    """,
    "hobby": """
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
    """,
}
UNSEEN_QUESTIONS: Final = {
    "game": """
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
    """,
    "school": """
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
    """,
    "tool": """
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
    """,
    "hobby": """
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
    """,
}
