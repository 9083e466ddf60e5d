using MSPortal.Connectors.Core.Inventory.Naming;

namespace MSPortal.Connectors.Tests.Pure.Inventory;

/// <summary>What can stand in a display name, what comes out, and what is refused before it is ever worked out.</summary>
public sealed class NameTemplateTests
{
    private static readonly Dictionary<string, string?> Mac = new()
    {
        ["name"] = "Annas-MacBook-Air.local",
        ["serial_number"] = "C02ABC123XYZ",
        ["company"] = "Acme Dental",
        ["device_type"] = "Laptop",
        ["current_user"] = "anna",
        ["model"] = "MacBook Air",
    };

    [Theory]
    [InlineData("{{ name }}", "Annas-MacBook-Air.local")]
    [InlineData("{{ company }} - {{ serial_number }}", "Acme Dental - C02ABC123XYZ")]
    [InlineData("{{ name | string.remove '.local' | string.upcase }}", "ANNAS-MACBOOK-AIR")]
    [InlineData("{{ serial_number | string.slice 0 3 }}/{{ string.downcase model }}", "C02/macbook air")]
    [InlineData("{{ user_email ?? current_user ?? 'nobody' }}", "anna")]
    [InlineData("{{ if user_email }}{{ user_email }}{{ else if current_user == 'anna' }}A{{ else }}nobody{{ end }}", "A")]
    [InlineData("{{ current_user && company ? 'both' : 'not both' }}", "both")]
    [InlineData("{{ !user_email }}", "true")]
    [InlineData("a \t\r\n  b\u0007c", "a b c")]
    [InlineData("plain", "plain")]
    public void Makes_names(string template, string name) => Assert.Equal(name, Parsed(template).Render(Mac));

    [Theory]
    [InlineData("{{ user_email }}")]
    [InlineData("  {{ if user_email }}x{{ end }} ")]
    public void Makes_nothing_of_what_is_not_known(string template) => Assert.Null(Parsed(template).Render(Mac));

    [Fact]
    public void Cuts_what_is_too_long() =>
        Assert.Equal(NameTemplate.MaxNameLength, Parsed("{{ name }}").Render(new Dictionary<string, string?> { ["name"] = new('x', 2_000) })!.Length);

    [Theory]
    [InlineData("{{ company }}", true)]
    [InlineData("{{ if device_type == 'Laptop' }}L{{ end }}", true)]
    [InlineData("{{ name }} company", false)]
    public void Knows_whether_the_place_counts(string template, bool usesPlace) => Assert.Equal(usesPlace, Parsed(template).UsesPlace);

    [Theory]
    [InlineData("{{ colour }}", "There is no value \"colour\"", 1, 4)]
    [InlineData("a\n{{ name | string.replace 'a' 'b' }}", "string.replace can't be used", 2, 11)]
    [InlineData("{{ name", "not closed", null, null)]
    [InlineData("{{ name }} {{ model", "not closed", null, null)]
    [InlineData("{{ if name }}x", "", null, null)]
    [InlineData("{{ for i in 1..10 }}x{{ end }}", "can't be used", 1, 4)]
    [InlineData("{{ while true }}x{{ end }}", "can't be used", 1, null)]
    [InlineData("{{ x = name }}", "can't be used", 1, null)]
    [InlineData("{{ name * 100000000 }}", "operator", 1, null)]
    [InlineData("{{ 1..100000000 }}", "operator", 1, null)]
    [InlineData("{{ name << 20 }}", "operator", 1, null)]
    [InlineData("{{ func f; ret f; end }}", "can't be used", 1, null)]
    [InlineData("{{ include 'secrets' }}", "", 1, null)]
    [InlineData("{{ import name }}", "", 1, null)]
    [InlineData("{{ object.eval name }}", "", 1, null)]
    [InlineData("{{ string.pad_left name 100000000 }}", "string.pad_left can't be used", 1, null)]
    [InlineData("{{ date.now }}", "", 1, null)]
    [InlineData("{{ env }}", "There is no value", 1, null)]
    [InlineData("{{ [1,2,3] }}", "can't be used", 1, null)]
    [InlineData("{{ {a: 1} }}", "can't be used", 1, null)]
    [InlineData("{{ name[0] }}", "can't be used", 1, null)]
    [InlineData("{{ name.length }}", "can't be used", 1, null)]
    [InlineData("{{ -name }}", "can't be used", 1, null)]
    [InlineData("{{ this }}", "can't be used", 1, null)]
    [InlineData("{{ with name }}x{{ end }}", "can't be used", 1, null)]
    [InlineData("{{ capture x }}x{{ end }}", "can't be used", 1, null)]
    public void Refuses_what_is_wrong_dear_or_dangerous(string template, string message, int? line, int? column)
    {
        Assert.False(NameTemplate.TryParse(template, out _, out var error));
        Assert.Contains(message, error!.Message, StringComparison.Ordinal);
        if (line is not null)
            Assert.Equal(line, error.Line);
        if (column is not null)
            Assert.Equal(column, error.Column);
    }

    [Fact]
    public void Refuses_long_deep_and_broken_texts()
    {
        string[] bad =
        [
            new('x', NameTemplate.MaxLength + 1),
            "{{ " + new string('(', 200) + "name" + new string(')', 200) + " }}",
            "{{ " + new string('!', 400) + "name }}",
            "{{ " + new string('[', 400) + " }}",
            "{{ " + new string('-', 400) + "1 }}",
            "x\ud800",
        ];
        Assert.All(bad, text => Assert.False(NameTemplate.TryParse(text, out _, out _)));
    }

    // Whatever is allowed is quick and small, however it is put together.
    [Theory]
    [InlineData("{{ name + name + name + name + name + name + name + name }}")]
    [InlineData("{{ name | string.truncate 2000000000 }}")]
    [InlineData("{{ name | string.truncate 3 name }}")]
    [InlineData("{{ name | string.slice -5 2000000000 }}")]
    [InlineData("{{ name | string.size | string.upcase }}")]
    [InlineData("{{ name < 5 }}")]
    public void Gives_a_name_or_says_why_not(string template)
    {
        if (!NameTemplate.TryParse(template, out var parsed, out var error))
        {
            Assert.NotEmpty(error!.Message);
            return;
        }

        try
        {
            Assert.InRange(parsed.Render(new Dictionary<string, string?> { ["name"] = new('x', 1_900) })?.Length ?? 0, 0, NameTemplate.MaxNameLength);
        }
        catch (Scriban.Syntax.ScriptRuntimeException e)
        {
            Assert.NotEmpty(e.OriginalMessage);
        }
    }

    private static NameTemplate Parsed(string template) =>
        NameTemplate.TryParse(template, out var parsed, out var error) ? parsed : throw new InvalidOperationException(error!.Message);
}
