namespace MSPortal.Connectors.Tests.Pure.Matching;

public sealed class Evidence
{
    [Theory]
    [InlineData("Zwicky Dental", "Zwicky Dental", "Same name")]
    [InlineData("Zwicky Dental", "Zwicky Dental Inc", "Same name after removing \"inc\"")]
    [InlineData("ZwickyDental", "Zwicky Dental", "Same name but for spaces")]
    [InlineData("Zwicky Dental Care", "Zwicky Dental Clinic", "Rare word \"zwicky\" in both")]
    [InlineData("Zwicky Dental 1", "Zwicky Dental 2", "Only the numbers differ: 1 and 2")]
    [InlineData("Zwicky Dental North", "Zwicky Dental South", "\"north\" is not \"south\"")]
    [InlineData("Zwicky Dental North", "Zwicky Dental", "Only one of the names says \"north\"")]
    [InlineData("Zwicky Dental", "Zwicky Dental Kids", "Only one of the names says \"kids\"")]
    [InlineData("Not Zwicky Dental", "Zwicky Dental", "Same name but for \"not\"")]
    [InlineData("No Zwicky Dental Macs", "Zwicky Dental", "Same name but for \"no\"")]
    public void Says_what_speaks_for_and_against(string query, string target, string sentence) =>
        Assert.Contains(sentence, MatchOf.One(query, target).Candidates[0].Evidence);
}
