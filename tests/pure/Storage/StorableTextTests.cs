using System.Text;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Tests.Pure.Storage;

public sealed class StorableTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    [InlineData("nul\0inside", "nulinside")]
    [InlineData("ümläut 🦀", "ümläut 🦀")]
    public void Keeps_all_that_can_be_kept(string text, string kept) => Assert.Equal(kept, StorableText.Of(text));

    [Fact]
    public void Gives_text_that_is_valid_whatever_it_was()
    {
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        foreach (var text in (string[])["\ud800", "\udc00x", "a\ud800\ud800b", "\ud83e\udd80\ud83e", "\uFFFE", "\uFFFF", "a\uFFFEb"])
        {
            var kept = StorableText.Of(text);
            Assert.NotNull(strict.GetBytes(kept));
            Assert.NotNull(kept.Normalize());
        }
    }

    [Fact]
    public void Cuts_at_the_longest_length_without_splitting_a_character()
    {
        Assert.Equal("abc", StorableText.Of("abcdef", 3));
        Assert.Equal("ab", StorableText.Of("ab🦀", 3));
        Assert.Equal("ab🦀", StorableText.Of("ab🦀", 4));
        Assert.True(StorableText.Of(new string('x', 10_000)).Length <= 1_000);
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("ümläut", true)]
    [InlineData("0123456789", true)]
    [InlineData("01234567890", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("a\0", false)]
    [InlineData("a\n", false)]
    public void Knows_what_can_be_a_key(string? text, bool can) => Assert.Equal(can, StorableText.IsKey(text, 10));

    [Fact]
    public void Takes_no_half_of_a_character_as_a_key() => Assert.False(StorableText.IsKey("a\ud800", 10));
}
