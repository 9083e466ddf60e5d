namespace MSPortal.Connectors.Addigy.Simulator.Names;

/// <summary>The words that names are put together from.</summary>
internal static class Words
{
    public static readonly string[] FamilyNames =
    [
        "Abbott", "Alvarez", "Andersson", "Baker", "Barnes", "Becker", "Bennett", "Bianchi", "Brandt", "Brooks", "Castellano",
        "Chen", "Clarke", "Côté", "Dawson", "Dubois", "Duarte", "Ellis", "Engström", "Fischer", "Fletcher", "Fontaine", "Garcia",
        "Gauthier", "González", "Grady", "Hartmann", "Hayes", "Holloway", "Ibáñez", "Jensen", "Jørgensen", "Kaplan", "Keller",
        "Kowalski", "Krüger", "Lefèvre", "Lindqvist", "Lopez", "MacLeod", "Marchetti", "McCarthy", "Mercier", "Meyer", "Moreau",
        "Müller", "Murphy", "Nakamura", "Novak", "Nuñez", "O'Brien", "O’Connell", "Okafor", "Olsen", "Park", "Patel", "Pereira",
        "Petrov", "Quinn", "Ramírez", "Reyes", "Rossi", "Santos", "Schäfer", "Schmidt", "Silva", "Singh", "Sørensen", "Sullivan",
        "Svensson", "Tanaka", "Thompson", "Turner", "Vance", "Vasquez", "Wagner", "Walsh", "Weber", "Whitfield", "Wójcik",
        "Yamamoto", "Zhang", "Zimmermann",
    ];

    public static readonly string[] FirstNames =
    [
        "Aisha", "Alejandro", "Amélie", "Anna", "Ben", "Björn", "Carla", "Chloé", "Daniel", "David", "Elena", "Emma", "Félix",
        "Fatima", "Grace", "Hannah", "Hiroshi", "Ines", "Isaac", "Jack", "José", "Julia", "Kai", "Karim", "Laura", "Léa", "Liam",
        "Lucía", "Łukasz", "Maria", "Mateo", "Maya", "Mia", "Nadia", "Nils", "Noah", "Olivia", "Omar", "Paula", "Pierre", "Priya",
        "Rachel", "René", "Samuel", "Sara", "Sofía", "Søren", "Theo", "Thomas", "Valentina", "Wei", "William", "Yuki", "Zoë",
    ];

    public static readonly string[] Trades =
    [
        "Accounting", "Advertising", "Animal Hospital", "Architects", "Art Supply", "Bakery", "Bistro", "Bookkeeping", "Brewing",
        "Builders", "Capital", "Catering", "Chiropractic", "Coffee Roasters", "Construction", "Consulting", "Dental", "Design",
        "Electric", "Engineering", "Events", "Family Dentistry", "Film", "Fitness", "Florist", "Furniture", "Gallery",
        "Hospitality", "Insurance", "Interiors", "Landscaping", "Law", "Legal", "Logistics", "Marketing", "Media", "Medical",
        "Music", "Optical", "Orthodontics", "Pediatrics", "Pharmacy", "Photography", "Physiotherapy", "Plumbing", "Print",
        "Productions", "Properties", "Realty", "Recording Studio", "Robotics", "Software", "Surveyors", "Tax Advisors",
        "Travel", "Veterinary", "Wealth Management", "Winery", "Yachts",
    ];

    public static readonly string[] Places =
    [
        "Alder Creek", "Aspen Grove", "Bayview", "Bergstraße", "Blue Ridge", "Brookside", "Cedar Park", "Clearwater", "Coral Bay",
        "Eastgate", "Elm Street", "Fairmont", "Falcon Point", "Glenwood", "Golden Valley", "Greenfield", "Harbor", "Highland",
        "Île-Perrot", "Ironbridge", "Juniper", "Kingsway", "Lakeside", "Laurel", "Linden", "Maplewood", "Montréal", "Northfield",
        "Oakmont", "Old Town", "Orchard", "Pacific", "Pinecrest", "Prairie", "Queensferry", "Redwood", "Ridgeline", "Riverside",
        "Rosewood", "São Bento", "Seaside", "Silver Lake", "Stonebridge", "Summit", "Sunset", "Tidewater", "Union", "Valencia",
        "Westbrook", "Willow", "Zürich",
    ];

    public static readonly string[] Institutions =
    [
        "Academy", "Charter School", "Church", "Collective", "Elementary School", "Foundation", "High School", "Library",
        "Montessori School", "Museum", "Theatre", "Youth Center",
    ];

    public static readonly string[] LegalForms =
    [
        "LLC", "Inc.", "Inc", "Ltd", "Ltd.", "GmbH", "Corp.", "Co.", "LLP", "P.C.", "PLLC", "B.V.", "S.A.", "AB", "Pty Ltd",
        "GmbH & Co. KG", "S.r.l.",
    ];

    public static readonly string[] Foreign =
    [
        "株式会社 桜デザイン", "Стройпроект", "Καφενείο Ακρόπολη", "北京创意传媒", "مكتبة النور", "스튜디오 한강", "Żółta Łódź",
        "Café Crème", "Naïve Éditions", "Smörgåsbord", "Ångström Optik", "Peña Niño Abogados",
    ];

    public static readonly string[] Sites =
    [
        "Main Office", "Reception", "Warehouse", "Berlin", "New York", "Downtown", "Upper Campus", "Lower Campus", "Store 1",
        "Store 2", "Studio", "Remote", "Toronto", "London", "Second Floor",
    ];

    public static readonly string[] Departments =
    [
        "Sales", "Finance", "Leadership", "Creative", "Front Desk", "Teachers", "Students", "iPad Carts", "Kiosks", "IT",
        "Operations", "Video Team",
    ];
}
