using System.Text;
using System.Text.RegularExpressions;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Tests.Pure.Inventory;

/// <summary>What is compared by a regular expression is found as by the folded text.</summary>
public sealed class SearchedTexts
{
    private const string Letters = "aäÄàsßSeéEœoøOoOñthþTHæﬁﬀ™ '’-–— .*+?()[]{}|^$\\/#\"&<>u00fcıİςσΣйЙё한글가中مَ\u0308\u0301\u200B#_%1٣";

    [Fact]
    public void Finds_what_the_folded_text_holds()
    {
        var random = new Random(7);
        List<string> faults = [];
        for (var i = 0; i < 10_000 && faults.Count < 20; i++)
        {
            var text = Text(random, random.Next(1, 9));
            var search = random.Next(3) == 0 ? Text(random, random.Next(1, 3)) : Part(random, text);
            if (string.IsNullOrWhiteSpace(search) || Searched.Folded(search.Trim()).Length == 0)
                continue;

            var expected = Searched.Finds(text, search);
            if (Regex.IsMatch(text, SearchedRegex.Of(search)) != expected)
                faults.Add($"\"{search}\" in \"{text}\": {!expected}");
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Theory]
    [InlineData("Straße", "stras"), InlineData("Straße", "se"), InlineData("Ærø", "aero"), InlineData("👩‍💻 Zoë", "👩‍💻 zoe"), InlineData("MÜLLER", "muller")]
    public void Finds_parts_of_what_is_folded(string text, string search) => Assert.Matches(SearchedRegex.Of(search), text);

    [Theory]
    [InlineData("\0"), InlineData("\uFFFF"), InlineData("\uD800"), InlineData("'"), InlineData("’")]
    public void Nothing_is_found_by_what_no_text_can_hold(string search) => Assert.DoesNotMatch(SearchedRegex.Of(search), "some text, O'Brien’s \uFFFD?");

    private static string Part(Random random, string text)
    {
        var from = random.Next(text.Length);
        return text.Substring(from, random.Next(1, text.Length - from + 1));
    }

    private static string Text(Random random, int length)
    {
        var text = new StringBuilder();
        for (var i = 0; i < length; i++)
            text.Append(Letters[random.Next(Letters.Length)]);
        return text.ToString();
    }
}
