namespace MSPortal.Connectors.Benchmarks.Matching.Corpus;

/// <summary>The stock of words that the generated names are made of.</summary>
internal static class CorpusWords
{
    public static readonly string[] Surnames = Split("""
        Smith Johnson Williams Brown Jones Miller Davis Garcia Rodriguez Wilson Martinez Anderson Taylor Thomas Moore Martin Lee Thompson
        White Harris Clark Lewis Robinson Walker Young Allen King Wright Scott Torres Nguyen Hill Flores Green Adams Nelson Baker Hall
        Rivera Campbell Mitchell Carter Roberts Gomez Phillips Evans Turner Diaz Parker Cruz Edwards Collins Reyes Stewart Morris Morales
        Murphy Cook Rogers Gutierrez Ortiz Morgan Cooper Peterson Bailey Reed Kelly Howard Ramos Kim Cox Ward Richardson Watson Brooks
        Chavez Wood James Bennett Gray Mendoza Ruiz Hughes Price Alvarez Castillo Sanders Patel Myers Long Ross Foster Jimenez Powell
        Jenkins Perry Russell Sullivan Bell Coleman Butler Henderson Barnes Gonzales Fisher Vasquez Simmons Romero Jordan Patterson
        Zwicky Kowalczyk Abernathy Vandermeer Oyelaran Takahashi Fitzgerald McAllister Dubois Schröder Müller Lindqvist Østergaard Nuñez
        Petrov Haddad Okafor Bianchi Castellanos Thorvaldsen Papadopoulos Szymanski O'Neill D'Angelo MacGregor Weinstein Rosenbaum
        Blankenship Hargrove Pemberton Ashworth Whitaker Delacroix Fontaine Laurent Björk Håkansson Virtanen Korhonen Novák Dvořák Kovács
        """);

    public static readonly string[] Places = Split("""
        Austin Boston Denver Dallas Houston Chicago Portland Seattle Phoenix Tampa Orlando Atlanta Nashville Memphis Oakland Sacramento
        Fresno Tucson Omaha Raleigh Durham Richmond Norfolk Buffalo Rochester Albany Hartford Providence Cleveland Toledo Dayton Akron
        Lexington Louisville Lansing Madison Milwaukee Duluth Fargo Boise Spokane Tacoma Eugene Salem Reno Mesa Tempe Scottsdale Glendale
        Plano Irving Arlington Lubbock Laredo Mobile Savannah Charleston Columbia Greenville Asheville Wilmington Camden Trenton Newark
        Bergen Essex Sussex Kent Devon Leeds York Bristol Oxford Cambridge Brighton Glasgow Cardiff Dublin Cork Toronto Calgary Ottawa
        Brookfield Riverside Lakewood Maplewood Fairview Hillcrest Oakdale Pinehurst Ridgewood Westbrook Clearwater Stonebridge Ashland
        """);

    public static readonly string[] Coined = Split("""
        Acme Apex Summit Pinnacle Vertex Zenith Quantum Nova Orion Atlas Titan Phoenix Falcon Eagle Harbor Beacon Lighthouse Anchor Compass
        Cascade Evergreen Redwood Cedar Maple Willow Granite Cobalt Copper Silver Golden Crimson Azure Emerald Sapphire Horizon Sunrise
        Northstar Bluebird Redstone Blackrock Whitewater Greenleaf Bridgeway Crossroads Keystone Cornerstone Milestone Landmark Heritage
        Liberty Patriot Pioneer Frontier Prairie Coastal Pacific Atlantic Gulf Midland Tri-County Lakeside Bayview Skyline Urban Metro
        Synapse Vantix Lumora Zentrix Kaleo Brightwell Quorum Axiom Catalyst Meridian Solstice Equinox Paragon Sterling Monarch Regent
        Vanguard Sentinel Guardian Allied Premier Superior Elite Prime First Dynamic Integrated Advanced United General National American
        Ideal Perfect Family Community Complete Total Precision Reliable Trusted Modern Classic Creative Bright Happy Sunny Little
        """);

    public static readonly string[] Trades = Split("""
        Dental|Dentistry|Orthodontics|Family_Dental|Pediatric_Dentistry|Dermatology|Cardiology|Orthopedics|Eye_Care|Vision_Center|Medical_Group
        Physical_Therapy|Urgent_Care|Veterinary_Clinic|Animal_Hospital|Chiropractic|Pharmacy|Wellness_Center|Law_Firm|Law_Group|Law_Offices
        Accounting|Tax_Services|Wealth_Management|Financial_Advisors|Capital_Partners|Insurance_Agency|Insurance_Services|Realty|Properties
        Property_Management|Architects|Engineering|Construction|Builders|Roofing|Plumbing|Electric|Heating_and_Air|Landscaping|Interiors
        Design_Studio|Creative_Agency|Marketing|Media|Productions|Photography|Printing|Publishing|Consulting|Solutions|Technologies|Systems
        Software|Analytics|Labs|Biotech|Manufacturing|Industries|Machine_Works|Metal_Fabrication|Plastics|Packaging|Logistics|Transport
        Trucking|Auto_Body|Motors|Auto_Group|Foods|Bakery|Brewing_Company|Winery|Restaurant_Group|Catering|Hospitality|Hotels|Fitness|Yoga
        Academy|Elementary_School|Charter_School|Preschool|Learning_Center|Child_Development_Center|Day_Care_Center|Church|Foundation
        Community_Services|Senior_Living|Home_Care|Hospice|Nonprofit_Alliance|Credit_Union|Federal_Bank|Title_Company|Staffing|Security
        """, '|');

    public static readonly string[] LegalForms = Split("Inc.|,_Inc.|LLC|,_LLC|Ltd|Corp.|Co.|PLLC|LLP|P.C.|PC|Limited|GmbH|S.A.|B.V.|Pty_Ltd|AB|ApS|Oy|S.r.l.|SARL", '|');

    public static readonly string[] SaintsAndNames = Split("""
        St._Joseph|St._Mary|St._Michael|Holy_Trinity|Our_Lady_of_Grace|Lincoln|Washington|Jefferson|Roosevelt|Kennedy|Frederick_Douglass
        Teddy_Bear|Little_Stars|Tiny_Tots|Rainbow|Sunshine|Lakeview|Maple_Street|Main_Street|Elm_Avenue|Park_Place|River_Road|Broadway
        """, '|');

    public static readonly string[] Suffixes = Split("- Macs| Macs| (Macs)|- iPads|- Mac| - macOS|- Workstations|- Laptops|- HQ|- Main Office|- Managed|- Prod|- Servers|- MDM|: Macs|/Macs|- Staff|- Default|- All Devices|- Kiosks| devices|- BYOD|- Loaners", '|', keepSpaces: true);

    public static readonly string[] Prefixes = Split("MSP - |MSP: |Client: |Client - |Customer - |CLIENT |Clients / |Contoso IT - |Contoso IT: |Managed - |[MSP] |Acct: |C - |Cust: |Tenant: |Site: |Org - |ZZ - ", '|', keepSpaces: true);

    public static readonly string[] Generic = Split("Test|Default|Spare pool|Clients|Macs|All Devices|Internal|Staging|Template - Base|Unassigned|MDM Default|Test Policy|Old|Archive|Loaner laptops|Demo|Sandbox|Kiosk|iPads|Do not use|MSP Internal|New Policy|Default Policy (copy)|Temp|Global|Base Policy|Workstations|Servers|Mac Fleet|Onboarding|Zero Touch|Beta Testers|Conference Room|Apple TV|Inventory|Stock|Lab Machines|Training Room|Retired devices|VIP Users|Policy 1|Untitled|No company", '|', keepSpaces: true);

    /// <summary>Companies whose whole name others write around a name.</summary>
    public static readonly string[] Plain = Split("Legacy|Live|Pilot|Apple|VIP_Group|Global_Group", '|');

    public static readonly string[] Separators = Split(" / |/| - | & | + |, | ", '|', keepSpaces: true);

    public static readonly string[] Negations = Split("Not |No |Non-|Everyone except |All but |Without |Ex-|Former |Anti |Ohne |Sans |Sin ", '|', keepSpaces: true);

    private static string[] Split(string words, char separator = ' ', bool keepSpaces = false)
    {
        var lines = words.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var parts = lines.SelectMany(line => line.Split(separator, StringSplitOptions.RemoveEmptyEntries));
        return [.. parts.Select(part => keepSpaces ? part : part.Replace('_', ' ').Trim())];
    }
}
