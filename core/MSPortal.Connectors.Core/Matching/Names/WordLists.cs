using System.Collections.Frozen;

namespace MSPortal.Connectors.Core.Matching.Names;

/// <summary>Words that dress a name up, and words that tell near twins apart.</summary>
internal static class WordLists
{
    public static readonly FrozenSet<string> Stop = Set(
        "the of and for at in on by de la le les el los las del della di da do dos das du des der die das und et y e en van von zu op te");

    /// <summary>What MSPs write around a client's name, and names that belong to no client.</summary>
    public static readonly FrozenSet<string> Noise = Set("""
        msp client clients customer customers cust account accounts company companies tenant org organization organisation managed management
        mdm rmm policy policies device devices computer computers endpoint endpoints workstation workstations laptop laptops desktop desktops
        mac macs macbook macbooks imac imacs macos osx apple ios ipad ipads iphone iphones appletv mobile mobiles windows server servers pc pcs
        site sites location locations office offices hq headquarters main branch group groups default test tests testing demo sandbox staging
        prod production live pilot beta trial old new archive archived retired inactive active disabled decommissioned deprecated legacy
        template templates base baseline global all everyone internal spare spares pool stock inventory unassigned unknown misc other
        temp temporary loaner loaners kiosk shared staff users user team byod corporate standard general common root parent child
        no vip fleet onboarding offboarding enrollment enrolment dep abm zero touch do not use delete copy untitled none null todo
        """);

    /// <summary>Noise that is part of a name where it stands right before its other words: "Live Oak", "General Motors".</summary>
    public static readonly FrozenSet<string> Leading = Set("""
        apple mobile main branch test pilot beta trial live old new retired active disabled legacy base global all internal
        stock team corporate standard general common root parent zero touch copy
        """);

    /// <summary>Words of which one in place of another means another place or part.</summary>
    public static readonly FrozenSet<string> Qualifier = Set("""
        north south east west northern southern eastern western northeast northwest southeast southwest central upper lower
        uptown downtown midtown left right junior senior adult adults kids youth teens juniors seniors boys girls women womens men mens pediatric pediatrics
        nord sud ost norte sur este oeste
        """);

    private static readonly FrozenDictionary<string, string> Spellings = Map("""
        ctr=center centre=center cntr=center centers=center centres=center svc=services svcs=services service=services srvcs=services
        intl=international natl=national mfg=manufacturing mfr=manufacturing mgmt=management mgt=management
        assoc=associates assocs=associates assn=association univ=university hosp=hospital dept=department
        tech=technology technologies=technology techs=technology grp=group bros=brothers mt=mount ft=fort inst=institute
        elem=elementary comm=community dev=development edu=education ins=insurance prop=properties props=properties
        bldg=building eng=engineering engr=engineering engrs=engineers constr=construction const=construction acct=accounting acctg=accounting
        med=medical phys=physicians pharm=pharmacy dist=distribution distr=distribution mktg=marketing comms=communications
        fin=financial finl=financial inv=investments invs=investments sys=systems sol=solutions solns=solutions labs=laboratories lab=laboratories
        gov=government amer=american saint=st ltg=lighting
        ne=northeast nw=northwest se=southeast sw=southwest
        first=1st second=2nd third=3rd fourth=4th fifth=5th one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10
        ii=2 iii=3 iv=4 vi=6 vii=7 viii=8 ix=9 xi=11 xii=12
        """);

    // "Dental N" and "Tykes I", but "Ada S. McKinley" and "I Care".
    private static readonly FrozenDictionary<string, string> SpellingsAtEnd = Map("n=north s=south e=east w=west i=1 v=5 x=10");

    public static string SpellingAtEnd(string word) => SpellingsAtEnd.GetValueOrDefault(word) ?? Spelling(word);

    public static string Spelling(string word) => Spellings.GetValueOrDefault(word, word);

    public static FrozenSet<string> Set(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet();

    private static FrozenDictionary<string, string> Map(string pairs) =>
        pairs.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('='))
            .ToFrozenDictionary(pair => pair[0], pair => pair[1]);
}
