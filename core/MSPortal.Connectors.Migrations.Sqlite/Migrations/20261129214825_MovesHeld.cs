using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MSPortal.Connectors.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class MovesHeld : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "is_move_held",
                table: "staged_devices",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<Guid>(
                name: "moved_to",
                table: "staged_devices",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_staged_devices_tenant_id_moved_to",
                table: "staged_devices",
                columns: new[] { "tenant_id", "moved_to" },
                filter: "moved_to is not null");

            // Those that wait for a person when this version comes are counted, should the integration be set to follow.
            migrationBuilder.Sql("""
                update staged_devices set moved_to = c.company_id
                from containers c, device_links l, devices d
                where c.tenant_id = staged_devices.tenant_id and c.id = staged_devices.container_id and c.company_id is not null
                    and l.tenant_id = staged_devices.tenant_id and l.staged_device_id = staged_devices.id and l.superseded_at is null
                    and d.tenant_id = l.tenant_id and d.id = l.device_id and d.company_id <> c.company_id;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_staged_devices_tenant_id_moved_to",
                table: "staged_devices");

            migrationBuilder.DropColumn(
                name: "is_move_held",
                table: "staged_devices");

            migrationBuilder.DropColumn(
                name: "moved_to",
                table: "staged_devices");
        }
    }
}
