using MSPortal.Connectors.Core.Containers;

namespace MSPortal.Connectors.Tests.Pure.Containers;

public sealed class SerialNumbers
{
    [Theory]
    [InlineData("C02XK1ABJGH5")]
    [InlineData("VMware-56 4d 8a 11")]
    [InlineData("5CG1234ABC")]
    public void Usable(string serial) => Assert.True(SerialTally.IsUsable(serial));

    [Theory]
    [InlineData("")]
    [InlineData("To Be Filled By O.E.M.")]
    [InlineData("System Serial Number")]
    [InlineData("Default string")]
    [InlineData("0000000000")]
    [InlineData("11111111")]
    [InlineData("N/A")]
    [InlineData("None")]
    [InlineData("123456789")]
    public void Placeholders_tell_nothing(string serial) => Assert.False(SerialTally.IsUsable(serial));

    [Fact]
    public void A_company_owns_a_container_when_nearly_all_known_serial_numbers_are_its_own()
    {
        var (a, b) = (Guid.NewGuid(), Guid.NewGuid());

        Assert.Equal((a, 8), new SerialEvidence(20, new Dictionary<Guid, int> { [a] = 8, [b] = 2 }).Owner);
        Assert.Null(new SerialEvidence(20, new Dictionary<Guid, int> { [a] = 7, [b] = 2 }).Owner);
        Assert.Null(new SerialEvidence(20, new Dictionary<Guid, int> { [a] = 2 }).Owner);
        Assert.Null(new SerialEvidence(20, new Dictionary<Guid, int>()).Owner);
    }
}
