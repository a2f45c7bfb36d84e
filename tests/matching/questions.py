"""Questions to the knowledge base that ships, with the entry that answers each and the sides that it asks for."""

from typing import Final

PLAIN: Final = [
    ("how does monitoring differ?", "monitoring"),
    ("is mlops more expensive than devops?", "cost"),
    ("how is sensitive information kept safe?", "security"),
    ("can the systems handle a lot more users?", "scalability"),
    ("What's the job market like?", "industry-demand"),
    ("Which certificates are worth getting?", "certifications-and-career"),
    ("How do the teams work together?", "cross-functional-teams"),
    ("What do the CI/CD pipelines look like?", "ci-cd"),
    ("How are experiments tracked?", "experimentation-and-versioning"),
    ("Which metrics are used to measure success?", "performance-metrics"),
    ("Where are the models deployed?", "deployment-environment"),
    ("What is covered in the training?", "training-content"),
    ("Are there any practical projects to work on?", "hands-on-projects"),
    ("Are there partnerships with companies?", "industry-partnerships"),
    ("What skills do I need to have?", "interdisciplinary-skills"),
    ("Is continuous learning important in both?", "continuous-learning"),
    ("What gets automated?", "automation"),
    ("How is data managed?", "data-management"),
    ("What is the main focus of each?", "focus"),
    ("So what is really different between MLOps and DevOps?", "focus"),
    ("so what is mlops then", "mlops"),
    ("What does DevOps mean?", "devops"),
    ("Can I download the course brochure somewhere?", "brochure"),
    ("Where do I find the list of courses?", "courses"),
    ("How do I book the free demo?", "demo"),
    ("Is there a phone number or an email address?", "contact"),
]
"""One entry is asked for, in plain words."""

SLIPS: Final = [
    ("how does montioring difer?", "monitoring"),
    ("waht abuot securty", "security"),
    ("autmation in devops", "automation"),
    ("wich tols are used in mlops", "technology-stack"),
    ("scalabilty", "scalability"),
    ("whats the scpoe of certifcations", "certifications-and-career"),
    ("tell me abuot the certifcations", "certifications-and-career"),
    ("continous integraton pipelines", "ci-cd"),
    ("experimnt trackng", "experimentation-and-versioning"),
    ("how mcuh does mlops cost", "cost"),
    ("perfomance metrcis", "performance-metrics"),
    ("hands on projetcs", "hands-on-projects"),
    ("what skils do i nede", "interdisciplinary-skills"),
    ("datamanagement", "data-management"),
    ("whatis mlops", "mlops"),
    ("techstack of devops", "technology-stack"),
    ("howdoes monitoring differ", "monitoring"),
    ("jobmarket for devops", "industry-demand"),
    ("version control formodels", "experimentation-and-versioning"),
    ("monnitoring", "monitoring"),
    ("seccurity of modells", "security"),
    ("autommation", "automation"),
    ("trainning content", "training-content"),
    ("MoNiToRiNg of models????", "monitoring"),
]
"""Typos, missing spaces, doubled letters."""

SIDES: Final = [
    ("what does MLOps monitor?", "monitoring", ("mlops",)),
    ("which metrics does DevOps use?", "performance-metrics", ("devops",)),
    ("security in dev ops", "security", ("devops",)),
    ("how does ml-ops scale?", "scalability", ("mlops",)),
    ("is machine learning operations costly", "cost", ("mlops",)),
    ("devops tools", "technology-stack", ("devops",)),
    ("what does mlops automate that devops doesn't?", "automation", ()),
    ("monitoring in devops and in mlops", "monitoring", ()),
    ("how does monitoring differ?", "monitoring", ()),
    ("what does mlop monitor", "monitoring", ("mlops",)),
]
"""The sides that a question singles out: none when it names both or neither."""

CHATTY: Final = [
    (
        (
            "Hi there, I've just joined this server and my manager asked me to find out about all of this. Can someone "
            "tell me how security is handled in MLOps? Thanks so much, have a great day everyone!"
        ),
        "security",
    ),
    (
        (
            "hey all, we're a small startup, four people, and honestly we're a bit overwhelmed by it all. "
            "would the costs be higher if we went for mlops? any pointers welcome, cheers"
        ),
        "cost",
    ),
    (
        (
            "So last night my brother and I were arguing over dinner, he is a sysadmin and I study maths. He "
            "says it's all the same thing. What is the difference between MLOps and DevOps?"
        ),
        "focus",
    ),
    (
        (
            "good morning folks, hope the week treats you well. quick one from me before I go into a meeting: "
            "which tools are used in devops? no rush"
        ),
        "technology-stack",
    ),
    (
        (
            "I finished university in June and have been applying everywhere since, without much luck so far. "
            "Are people with MLOps knowledge in demand on the job market?"
        ),
        "industry-demand",
    ),
    (
        (
            "ok this may be a silly thing to ask, sorry in advance lol, but how do you notice that a model is getting "
            "worse in production? asking for a friend"
        ),
        "monitoring",
    ),
]
"""One question in a long message."""

NEAR_MISSES: Final = [
    "security guard salary in Texas",
    "Kafka vs RabbitMQ",
    "kubernetes pod stuck in CrashLoopBackOff",
    "docker compose volume permission denied",
    "how do I resolve a git merge conflict in package-lock.json?",
    "terraform module for an s3 bucket",
    "SQL left join vs inner join",
    "nginx 502 bad gateway behind a load balancer",
    "python list comprehension with two conditions",
    "which monitor should I buy for gaming?",
    "best graphics card for gaming under 500 dollars",
    "the price of a train ticket to Munich",
    "the price of a bus ticket to Vienna",
    "three-course dinner for two",
    "how do I train my dog to sit?",
    "what does a data plan for my phone cost?",
    "react vs angular for a web shop",
    "how does backpropagation compute gradients?",
    "Jenkins build fails with exit code 137",
    "how do I fine-tune a transformer on my own corpus?",
    "can you watch my suitcase for a minute?",
    "how do I cancel my gym membership contract?",
]
"""Not covered, though they share words with the knowledge base: never answered."""

OFF_TOPIC: Final = [
    "is the library open on Sundays?",
    "what's the weather going to be tomorrow?",
    "recommend a good pasta recipe",
    "who won the world cup in 1998?",
    "what's the capital of Australia?",
    "how tall is Mount Everest?",
    "my cat refuses to eat its breakfast",
    "translate good evening into Portuguese",
    "how long should I boil an egg?",
    "which guitar strings are good for beginners?",
    "asdf qwer zxcv",
    "zzzzzzzzzzzzzzzzzzzz",
]
"""Nothing to do with the knowledge base: neither answered nor met with suggestions."""
