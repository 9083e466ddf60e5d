using CsCheck;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core.Links;

/// <summary>What can happen in a sequence of the links' model test.</summary>
internal enum LinkAct
{
    Report,
    Remove,
    ReEnrol,
    Sync,
    SyncAndSync,
    ImportAll,
    ImportOne,
    JoinDevice,
    JoinRecord,
    Split,
    Forget,
    PlanAndApply,
    PlanApplyAndUndo,
}

/// <summary>A step; what the numbers choose depends on the act.</summary>
internal sealed record LinkStep(LinkAct Act, bool Second, int Record, int Other)
{
    public string Id => $"{(Second ? 's' : 'f')}{Record}";

    /// <summary>The record it may be at first, and the one it has when it was enrolled anew.</summary>
    public (string First, string Anew) Ids => ($"{Id[0]}{Record % 4}", $"{Id[0]}{(Record % 4) + 4}");
}

/// <summary>
/// Whatever two vendors with overlapping serial numbers, their syncs, imports and plans, and people do in whatever order: records
/// and devices belong together as an independent model says, and what a person joined or split stays so.
/// </summary>
public sealed class LinkSequences
{
    private static readonly Gen<LinkStep> Steps = Gen.Select(
        Gen.Enum<LinkAct>(), Gen.Bool, Gen.Int[0, 7], Gen.Int[0, 7],
        (act, second, record, other) => new LinkStep(act, second, record, other));

    [Theory]
    [InlineData(DatabaseEngine.Sqlite, 26)]
    [InlineData(DatabaseEngine.PostgreSql, 8)]
    public async Task Nothing_but_a_person_changes_what_a_person_said(DatabaseEngine engine, int sequences)
    {
        await using var world = await StartAsync(engine);
        await Sequences.PlayAsync(Steps.Array[4, 16], 40 + (uint)engine, sequences, 40 * sequences, async steps =>
        {
            try
            {
                var play = await LinkPlay.StartAsync(world);
                foreach (var step in steps)
                {
                    await play.DoAsync(step);
                    await play.CheckAsync(step);
                }
            }
            finally
            {
                await EmptyAsync(world);
            }
        });
    }

    private static async Task EmptyAsync(TestWorld world)
    {
        world.Wakes.Lose();
        await using var db = world.Open();
        await db.Devices.ExecuteDeleteAsync(Token);
        await db.Integrations.ExecuteDeleteAsync(Token);
        await db.DeviceTypes.ExecuteDeleteAsync(Token);
    }
}
