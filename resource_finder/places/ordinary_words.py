"""Words that are places in Missouri and something else in most sentences."""


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Towns, counties and nicknames that people also type as plain words, first names or surnames.
ORDINARY_WORDS = _listed(
    """
    advance adrian agency alba allen alma alta alto amity amor arena arrow arroyo barring bell
    benton bethel birch black bland blue border boss bosworth brownwood bunker butler cabool camp
    camden cape carter casa center chain chance christian clark clay clever climax clinton cole como
    competition conception cook cooper cosby couch country crane cross curryville daisy deer
    defiance delta dent diamond dixon douglas duke eagle edge edmonson edwards eldridge elmer ethel
    eunice fair faith falcon fidelity flint florence foil forest fortuna foster frank franklin
    freedom freeman friend garrison gentry gilliam good goodman goodson grace grain grand grandin
    grant gray green greene grover half halfway hamilton harmony hardin helena high hill holland
    holliday holt home hope house houston howard hunter hurley independence iron irene jackson
    jameson jane jasper jc jeff jefferson jerome joe johnson knox lake lamb lancaster laredo lee
    leslie lewis liberal liberty licking light lincoln linda linn linneus livingston lone long love
    lucerne luna madison mano marble marceline marion martinsville may mercer mill miller monroe
    montgomery moody morgan morrison myrtle nelson new newton noble noel norte norwood novelty oak
    oasis oregon oro park parker parma patterson patton pb peace peculiar perry phelps pike pilot
    pine plata plato platte pleasant point polk poplar potter powder powell pride prosperity protem
    public queen quick racine racket ray reform republic rescue reynolds rich ridge rio riverside
    rock rosa rose rosebud safe sage santa savannah scott seligman senate shannon shelby shelter
    silver skidmore smith sober sol solo spokane stark star steel stella stone stet story strafford
    success sullivan summit sunrise sweet taylor tea texas thompson tiff tightwad triplett truth
    tunas turners union unity utica valle verde vernon verona vista vulcan walker wallace warren
    warsaw washburn washington wayne webster wheel white winston winter wood worth wright
    """
)

# Countries and states that people come from, write to, or have a case in: "consulado de Mexico" is no town.
COUNTRIES_AND_STATES = _listed(
    """
    california cairo cuba florida louisiana mexico paris rome
    """
)

# States whose names only a county bears here, with "County" behind it: "a warrant in Texas".
STATES_THAT_ARE_COUNTIES = _listed("texas oregon mississippi")

# Behind a town they say that it is not ours: "Springfield IL". "In", "ok" and "id" are too often plain words.
SURELY_ELSEWHERE = _listed(
    """
    il illinois ks kansas ar arkansas ia iowa ne nebraska tn tennessee ky kentucky oklahoma tx texas
    indiana ohio colorado florida california wisconsin minnesota michigan georgia alabama arizona
    virginia
    """
)
