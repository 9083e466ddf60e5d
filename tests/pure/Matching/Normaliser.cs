using MSPortal.Connectors.Core.Matching.Names;

namespace MSPortal.Connectors.Tests.Pure.Matching;

public sealed class Normaliser
{
    [Theory]
    [InlineData("Acme Dental, Inc.", "acme dental")]
    [InlineData("ACME  DENTAL  L.L.C.", "acme dental")]
    [InlineData("Acme Dental Pty Ltd", "acme dental")]
    [InlineData("Siemens Aktiengesellschaft", "siemens")]
    [InlineData("Müller & Söhne GmbH & Co. KG", "muller sohne")]
    [InlineData("N.V. Philips", "philips")]
    [InlineData("Rossi Costruzioni S.p.A.", "rossi costruzioni")]
    [InlineData("Ferretería López S.A. de C.V.", "ferreteria lopez")]
    [InlineData("Virtanen Oy", "virtanen")]
    [InlineData("Kowalski Sp. z o.o.", "kowalski")]
    [InlineData("ООО Ромашка", "ромашка")]
    [InlineData("北京科技有限公司", "北京科技")]
    [InlineData("株式会社トヨタ", "トヨタ")]
    public void Drops_the_legal_form(string name, string core) => Assert.Equal(core, CoreOf(name));

    [Theory]
    [InlineData("MSP - Acme Dental - Macs", "acme dental")]
    [InlineData("Client: Acme Dental (iPads)", "acme dental")]
    [InlineData("Acme_Dental_HQ", "acme dental")]
    [InlineData("[MSP] Acme Dental / Workstations", "acme dental")]
    public void Drops_what_an_msp_writes_around_a_name(string name, string core) => Assert.Equal(core, CoreOf(name));

    [Theory]
    [InlineData("Smith Dental North", "smith dental north")]
    [InlineData("Smith Dental N", "smith dental north")]
    [InlineData("Little Tykes II", "little tykes 2")]
    [InlineData("Little Tykes I", "little tykes 1")]
    [InlineData("Brigade Two", "brigade 2")]
    [InlineData("Smith Dental (Austin)", "smith dental austin")]
    [InlineData("Studio 54", "studio 54")]
    [InlineData("Zwicky I/T", "zwicky it")]
    [InlineData("Zwicky A/V Rentals", "zwicky av rentals")]
    public void Keeps_what_tells_companies_apart(string name, string core) => Assert.Equal(core, CoreOf(name));

    [Theory]
    [InlineData("Ada S. McKinley", "ada s mckinley")]
    [InlineData("I Care Optical", "i care optical")]
    [InlineData("Oasis Co Working", "oasis co working")]
    public void Leaves_initials_and_words_inside_a_name_alone(string name, string core) => Assert.Equal(core, CoreOf(name));

    [Theory]
    [InlineData("Acme B.V., Amsterdam, NL", "acme")]
    [InlineData("Acme N.V. Hoofdstraat 1", "acme")]
    [InlineData("Acme N.V. te Eindhoven", "acme")]
    [InlineData("N.V. Acme, Eindhoven, NL", "acme")]
    [InlineData("Acme NV Naamlooze Vennootschap", "acme")]
    [InlineData("Acme B.V., Arnheim/Arnhem", "acme")]
    public void Takes_what_follows_the_legal_form_for_an_address(string name, string core) => Assert.Equal(core, CoreOf(name));

    [Theory]
    [InlineData("Acme Inc., North", "acme north")]
    [InlineData("Acme Inc., 2", "acme 2")]
    [InlineData("Acme Pty Ltd 3", "acme 3")]
    [InlineData("Acme Inc. - Boston", "acme boston")]
    [InlineData("Smith, Jones & Lee", "smith jones lee")]
    public void Takes_a_branch_for_no_address(string name, string core) => Assert.Equal(core, CoreOf(name));

    [Theory]
    [InlineData("Carolina Bone Joint (CBJ)", "carolina bone joint")]
    [InlineData("CBJ Carolina", "cbj carolina")]
    public void Drops_initials_of_the_name_itself(string name, string core) => Assert.Equal(core, CoreOf(name));

    [Theory]
    [InlineData("AT&T", "att")]
    [InlineData("Smith & Sons", "smith sons")]
    [InlineData("Smith and Sons", "smith sons")]
    [InlineData("Granny's Bakery", "grannys bakery")]
    [InlineData("Granny’s Bakery", "grannys bakery")]
    [InlineData("J. B. Hunt", "jb hunt")]
    [InlineData("Ｆｕｌｌｗｉｄｔｈ Café", "fullwidth cafe")]
    [InlineData("Straße Ærø Łódź", "strasse aero lodz")]
    public void Brings_spellings_to_one_form(string name, string core) => Assert.Equal(core, CoreOf(name));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("--- /// &&& ...")]
    [InlineData("🦷🦷")]
    [InlineData("Test")]
    [InlineData("Default Policy (copy)")]
    [InlineData("Spare pool")]
    [InlineData("Clients")]
    public void Calls_a_name_generic_that_says_nothing(string name) => Assert.True(NameNormaliser.Normalise(name).IsGeneric);

    [Theory]
    [InlineData("Acme\u200B Dental")]
    [InlineData("Acme\u202E Dental")]
    [InlineData("Ac\u00ADme Dental")]
    [InlineData("\uFEFFAcme Dental")]
    public void Notices_invisible_characters(string name)
    {
        var normal = NameNormaliser.Normalise(name);
        Assert.True(normal.HasInvisible);
        Assert.Equal("acme dental", normal.Core);
    }

    [Theory]
    [InlineData("Acme 👩‍⚕️ Dental")]
    [InlineData("شرکت می‌خواهم")]
    [InlineData("Café Zoë")]
    public void Takes_the_joiners_of_emoji_and_scripts_for_no_trick(string name) => Assert.False(NameNormaliser.Normalise(name).HasInvisible);

    [Theory]
    [InlineData("Аcme Dental")]
    [InlineData("Acme Dеntal")]
    [InlineData("Acmе Dental")]
    public void Notices_letters_of_another_script(string name)
    {
        var normal = NameNormaliser.Normalise(name);
        Assert.True(normal.HasForeignLetters);
        Assert.Equal("acme dental", normal.Core);
    }

    [Theory]
    [InlineData("Ромашка")]
    [InlineData("Παπαδόπουλος")]
    [InlineData("Acme Ромашка")]
    public void Takes_an_honest_foreign_name_for_no_trick(string name) => Assert.False(NameNormaliser.Normalise(name).HasForeignLetters);

    private static string CoreOf(string name) => NameNormaliser.Normalise(name).Core;
}
