namespace MSPortal.Connectors.Addigy.Simulator.Facts;

/// <summary>Short spellings for definitions; those with Mac in front are null on everything that does not run macOS.</summary>
internal static class Define
{
    public static FactDefinition Text(string identifier, string name, Func<FactContext, object?> read) =>
        new(identifier, name, "string", read);

    public static FactDefinition Number(string identifier, string name, Func<FactContext, object?> read) =>
        new(identifier, name, "number", read);

    public static FactDefinition Flag(string identifier, string name, Func<FactContext, object?> read) =>
        new(identifier, name, "boolean", read);

    public static FactDefinition List(string identifier, string name, Func<FactContext, string[]?> read) =>
        new(identifier, name, "list", read);

    public static FactDefinition Date(string identifier, string name, Func<FactContext, object?> read) =>
        new(identifier, name, "date", read);

    public static FactDefinition Flag(string identifier, string name, double percent) =>
        Flag(identifier, name, fact => fact.Dice.Percent(percent));

    public static FactDefinition MacText(string identifier, string name, Func<FactContext, object?> read) =>
        Text(identifier, name, OnMac(read));

    public static FactDefinition MacNumber(string identifier, string name, Func<FactContext, object?> read) =>
        Number(identifier, name, OnMac(read));

    public static FactDefinition MacFlag(string identifier, string name, double percent) =>
        Flag(identifier, name, OnMac(fact => fact.Dice.Percent(percent)));

    public static FactDefinition MacList(string identifier, string name, Func<FactContext, string[]?> read) =>
        new(identifier, name, "list", OnMac(read));

    public static FactDefinition MacDate(string identifier, string name, Func<FactContext, object?> read) =>
        Date(identifier, name, OnMac(read));

    private static Func<FactContext, object?> OnMac(Func<FactContext, object?> read) =>
        fact => fact.IsMac ? read(fact) : null;
}
