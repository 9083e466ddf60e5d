using System.Collections.Frozen;
using MSPortal.Connectors.Core.Matching.Names;

namespace MSPortal.Connectors.Core.Matching.Index;

/// <summary>
/// How often words occur in the names of organisations at large, so that a short list does not take
/// "Dental" or "Smith" for rare. Rough shares from general knowledge; the list's own counts are added to them.
/// </summary>
internal static class CommonWords
{
    private static readonly FrozenDictionary<string, float> Shares = Read();

    private const float Trade = 0.004f;

    public static float ShareOf(string word) => Shares.GetValueOrDefault(word);

    /// <summary>The word says what a company does or is, and not where or whose it is.</summary>
    public static bool IsTrade(string word) => ShareOf(word) > Trade;

    private static FrozenDictionary<string, float> Read()
    {
        var shares = new Dictionary<string, float>();
        Add(0.03f, "group services center association solutions school systems company");
        Add(0.012f, """
            international management consulting technology partners associates national american industries care health medical dental law
            construction community foundation global design family insurance financial properties institute college university church
            enterprises holdings holding capital new united city street house home realty children learning education academy development
            """);
        Add(0.005f, """
            electric electronics engineering energy power water oil gas steel chemical chemicals pharmaceuticals pharma bio biotech research
            laboratories marketing media communications network networks software data digital web online interactive studio studios
            creative productions entertainment music film photography art arts gallery books press publishing printing graphics sign signs
            bank trust credit union investments investment fund funds wealth advisors advisory tax accounting cpa audit title mortgage lending
            real estate property land homes housing building builders contractors contracting roofing plumbing heating cooling air mechanical
            electrical hvac landscaping lawn garden tree pool paint painting flooring kitchen bath cabinet glass window windows doors interiors
            architects architecture surveying environmental waste recycling logistics transport transportation trucking freight shipping
            express delivery auto automotive motors car cars truck body tire collision parts supply supplies equipment rental rentals tools
            machine machinery manufacturing fabrication metal metals plastics packaging products production textile apparel fashion clothing
            shoes jewelry furniture foods food restaurant restaurants cafe coffee bakery pizza grill bar brewing winery wine catering
            hotel hotels inn resort travel tours hospitality fitness gym yoga sports golf club clubs country tennis dance spa salon hair
            beauty wellness clinic hospital surgery surgical orthopedics orthopedic orthodontics dentistry dermatology cardiology pediatrics
            physicians doctors physical therapy rehab chiropractic pharmacy optical eye vision hearing urgent hospice nursing senior living
            animal veterinary pet pets kennel farm farms ranch dairy agricultural elementary high middle charter preschool nursery kindergarten
            day daycare child kids early childhood youth boys girls ymca ywca ministries ministry baptist lutheran catholic methodist
            presbyterian episcopal christian temple synagogue st saint holy trinity grace society council league alliance coalition federation
            chamber commerce county state town village department office offices authority district public library museum theatre theater
            security protection safety legal attorneys attorney firm llp staffing recruiting resources human training coaching
            childrens educational head start program programs project projects
            strategy strategies strategic concepts ideas innovations innovation innovative labs lab works shop store stores market mart
            trading traders imports exports import export wholesale retail distributors distribution sales service
            """);
        Add(0.003f, """
            north south east west central pacific atlantic western eastern northern southern midwest northwest southwest northeast southeast
            america usa us texas california florida york chicago boston london austin dallas houston denver seattle atlanta europe asia
            china india japan germany france canada australia uk ireland mexico island bay lake river valley mountain hill hills park
            ocean beach coast coastal harbor main square first 1st 2nd 1 2 3 one premier elite superior quality professional advanced
            general universal standard royal star sun sunshine blue green red black white golden gold silver summit apex alpha omega delta
            smith johnson williams brown jones miller davis garcia wilson anderson taylor thomas moore martin lee thompson white harris
            clark lewis robinson walker young king wright scott hill green adams baker hall john james robert michael william david mary
            mount fort integrated total complete custom classic modern best pro plus life smart
            happy little big great sons brothers and de la
            """);
        return shares.ToFrozenDictionary();

        void Add(float share, string words)
        {
            foreach (var word in words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            {
                shares.TryAdd(WordLists.Spelling(word), share);
            }
        }
    }
}
