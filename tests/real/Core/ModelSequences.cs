using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>Whatever people, vendors and dying workers do in whatever order, what comes of it is what the rules say.</summary>
public sealed class ModelSequences
{
    [Theory]
    [InlineData(DatabaseEngine.Sqlite, 430, 8_600)]
    [InlineData(DatabaseEngine.PostgreSql, 70, 1_400)]
    public async Task Come_to_what_an_independent_model_says(DatabaseEngine engine, int sequences, int longForm)
    {
        await using var world = await StartAsync(engine);
        await Sequences.PlayAsync(ModelStep.Sequences, 2 + (uint)engine, sequences, longForm, steps => ModelPlay.PlayAsync(world, steps));
    }
}
